internal import ImagePlanes
internal import SyntheticPictures

/// Transparency for cut-outs: opaque in the middle, a soft rim, nothing outside.
enum Alpha {
    static func oval(width: Int, height: Int) -> Plane<UInt8> {
        var alpha = Plane<UInt8>(width: width, height: height)
        for y in 0..<height {
            for x in 0..<width {
                let (dx, dy) = (2 * Double(x) / Double(width) - 1, 2 * Double(y) / Double(height) - 1)
                let distance = (dx * dx + dy * dy).squareRoot()
                alpha[x, y] = UInt8((255 * (1 - Pattern.step(0.75, 0.92, distance))).rounded())
            }
        }
        return alpha
    }
}

extension Raster {
    /// The picture with a loud checkerboard wherever it can't be seen: colour that must not leak into what is seen.
    func hidingColour(where alpha: Plane<UInt8>) -> Raster {
        var raster = self
        for y in 0..<height {
            for x in 0..<width where alpha[x, y] == 0 {
                raster[x, y] = (x / 4 + y / 4) % 2 == 0 ? Colour(1, 0, 1) : Colour(0, 1, 0)
            }
        }
        return raster
    }
}
