internal import ImagePlanes

/// Reads small blocks of a plane, or of the luma of RGB planes, on the 8-bit scale.
struct LumaSource<Element: KernelSample>: Sendable {
    private let planes: [Plane<Element>]
    private let weights: [Float]

    /// Luma of JPEG's YCbCr (JFIF), which RGB from a decoded file goes back to.
    static var rgbWeights: [Float] { [0.299, 0.587, 0.114] }

    /// - Parameter planes: one, or red, green and blue.
    init(_ planes: [Plane<Element>]) {
        self.planes = planes
        let weights = planes.count == 1 ? [1] : Self.rgbWeights
        self.weights = weights.map { $0 * Element.unit }
    }

    var width: Int { planes[0].width }
    var height: Int { planes[0].height }

    /// Fills `block`, row by row, with the square of `side` samples whose corner is (x, y); it lies in the plane.
    func read(x: Int, y: Int, side: Int, into block: inout [Float]) {
        for row in 0..<side {
            for column in 0..<side { block[row * side + column] = 0 }
            for (plane, weight) in zip(planes, weights) {
                let start = (y + row) * plane.stride + x
                for column in 0..<side { block[row * side + column] += weight * Float(plane.samples[start + column]) }
            }
        }
    }
}
