/// Linear light on a grid of pixels.
package struct Raster: Sendable {
    package let width: Int
    package let height: Int
    package var pixels: [Colour]

    package init(width: Int, height: Int, pixels: [Colour]) {
        self.width = width
        self.height = height
        self.pixels = pixels
    }

    /// The light that `colour` says, each pixel the mean over points inside it, as a sensor integrates over its area.
    ///
    /// - Parameters:
    ///   - points: per pixel in each direction.
    ///   - colour: the light from a point; pixel (x, y) reaches from there to (x + 1, y + 1).
    package init(width: Int, height: Int, points: Int, _ colour: (_ x: Double, _ y: Double) -> Colour) {
        let offsets = (0..<points).map { (Double($0) + 0.5) / Double(points) }
        self.init(width: width, height: height, pixels: [])
        pixels.reserveCapacity(width * height)
        for y in 0..<height {
            for x in 0..<width {
                var sum = Colour.zero
                for dy in offsets {
                    for dx in offsets { sum += colour(Double(x) + dx, Double(y) + dy) }
                }
                let mean = sum / Double(points * points)
                pixels.append(mean.clamped(lowerBound: .zero, upperBound: .one))
            }
        }
    }

    /// The village, a unit a pixel.
    package init(_ village: Village) {
        self.init(width: Village.width, height: Village.height, points: 4) { village.colour(x: $0, y: $1) }
    }

    /// What a picture shows, as light.
    package init(_ picture: Rendition) {
        self.init(
            width: picture.width, height: picture.height,
            pixels: picture.pixels.map {
                Colour(SRGBCurve.linear($0.x), SRGBCurve.linear($0.y), SRGBCurve.linear($0.z))
            })
    }

    package subscript(x: Int, y: Int) -> Colour {
        get { pixels[y * width + x] }
        set { pixels[y * width + x] = newValue }
    }
}
