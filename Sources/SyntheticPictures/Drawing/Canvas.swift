/// What documents are drawn on: sRGB-coded pixels, edges smoothed by the share of a pixel that a shape covers.
struct Canvas: Sendable {
    let width: Int
    let height: Int
    /// 0 to 1, row by row.
    private(set) var pixels: [Colour]

    init(width: Int, height: Int, paper: Colour) {
        self.width = width
        self.height = height
        pixels = [Colour](repeating: paper, count: width * height)
    }

    /// The finished picture, as if seen through a lens or scaled by a program that blurs.
    ///
    /// - Parameter blur: deviation of a Gaussian in pixels; 0 for none.
    func rendition(blur: Double = 0) -> Rendition {
        Rendition(width: width, height: height, pixels: pixels).blurred(sigma: blur)
    }

    /// Puts a colour over a pixel; places outside are ignored.
    ///
    /// - Parameter coverage: 0 to 1.
    mutating func blend(_ x: Int, _ y: Int, _ colour: Colour, _ coverage: Colour) {
        guard x >= 0, y >= 0, x < width, y < height else { return }
        pixels[y * width + x] += (colour - pixels[y * width + x]) * coverage
    }

    mutating func blend(_ x: Int, _ y: Int, _ colour: Colour, _ coverage: Double) {
        blend(x, y, colour, Colour(repeating: coverage))
    }

    /// Fills a rectangle. Its sides may lie between pixels.
    mutating func fill(x: Double, y: Double, width: Double, height: Double, _ colour: Colour) {
        for row in rows(y, y + height) {
            let vertical = Canvas.overlap(row, y, y + height)
            for column in columns(x, x + width) {
                blend(column, row, colour, vertical * Canvas.overlap(column, x, x + width))
            }
        }
    }

    /// Draws the outline of a rectangle, `line` pixels wide, inside it.
    mutating func frame(x: Double, y: Double, width: Double, height: Double, line: Double = 1, _ colour: Colour) {
        fill(x: x, y: y, width: width, height: line, colour)
        fill(x: x, y: y + height - line, width: width, height: line, colour)
        fill(x: x, y: y + line, width: line, height: height - 2 * line, colour)
        fill(x: x + width - line, y: y + line, width: line, height: height - 2 * line, colour)
    }

    /// Fills a rectangle with round corners.
    mutating func fill(
        x: Double, y: Double, width: Double, height: Double, radius: Double, _ colour: Colour
    ) {
        let (middleX, middleY) = (x + width / 2, y + height / 2)
        for row in rows(y, y + height) {
            for column in columns(x, x + width) {
                let dx = max(abs(Double(column) + 0.5 - middleX) - width / 2 + radius, 0)
                let dy = max(abs(Double(row) + 0.5 - middleY) - height / 2 + radius, 0)
                let distance = (dx * dx + dy * dy).squareRoot() - radius
                blend(column, row, colour, min(max(0.5 - distance, 0), 1))
            }
        }
    }

    mutating func disc(x: Double, y: Double, radius: Double, _ colour: Colour) {
        fill(x: x - radius, y: y - radius, width: 2 * radius, height: 2 * radius, radius: radius, colour)
    }

    /// Puts a picture's pixels down; what lies outside is cut off.
    mutating func draw(_ picture: Rendition, x: Int, y: Int) {
        for row in max(y, 0)..<max(min(y + picture.height, height), max(y, 0)) {
            for column in max(x, 0)..<max(min(x + picture.width, width), max(x, 0)) {
                pixels[row * width + column] = picture[column - x, row - y]
            }
        }
    }

    /// Gives every pixel of a rectangle a colour of its own.
    mutating func paint(x: Int, y: Int, width: Int, height: Int, _ colour: (_ x: Int, _ y: Int) -> Colour) {
        for row in max(y, 0)..<max(min(y + height, self.height), max(y, 0)) {
            for column in max(x, 0)..<max(min(x + width, self.width), max(x, 0)) {
                pixels[row * self.width + column] = colour(column, row)
            }
        }
    }

    func rows(_ low: Double, _ high: Double) -> Range<Int> { Canvas.pixels(low, high, height) }
    func columns(_ low: Double, _ high: Double) -> Range<Int> { Canvas.pixels(low, high, width) }

    private static func pixels(_ low: Double, _ high: Double, _ count: Int) -> Range<Int> {
        let first = min(max(Int(low.rounded(.down)), 0), count)
        return first..<max(min(Int(high.rounded(.up)), count), first)
    }

    /// The share of pixel `index` that lies between two places.
    private static func overlap(_ index: Int, _ low: Double, _ high: Double) -> Double {
        max(min(Double(index + 1), high) - max(Double(index), low), 0)
    }
}
