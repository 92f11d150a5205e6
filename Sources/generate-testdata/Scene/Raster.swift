/// Linear light on a grid of pixels.
struct Raster: Sendable {
    let width: Int
    let height: Int
    var pixels: [Colour]

    init(width: Int, height: Int, pixels: [Colour]) {
        self.width = width
        self.height = height
        self.pixels = pixels
    }

    /// The village, each pixel the mean over four by four points, as a sensor integrates over its area.
    init(_ village: Village) {
        let offsets = [0.125, 0.375, 0.625, 0.875]
        self.init(width: Village.width, height: Village.height, pixels: [])
        pixels.reserveCapacity(width * height)
        for y in 0..<height {
            for x in 0..<width {
                var sum = Colour.zero
                for dy in offsets {
                    for dx in offsets { sum += village.colour(x: Double(x) + dx, y: Double(y) + dy) }
                }
                let mean = sum / Double(offsets.count * offsets.count)
                pixels.append(mean.clamped(lowerBound: .zero, upperBound: .one))
            }
        }
    }

    subscript(x: Int, y: Int) -> Colour {
        get { pixels[y * width + x] }
        set { pixels[y * width + x] = newValue }
    }

    func cropped(x left: Int, y top: Int, width: Int, height: Int) -> Raster {
        Raster(
            width: width, height: height,
            pixels: (top..<top + height).flatMap { y in pixels[y * self.width + left..<y * self.width + left + width] })
    }
}
