/// The noise of the planes of one group.
struct GroupNoise: Sendable, Hashable {
    /// Per scale (full, then half resolution) and plane: variance of each of the 64 orthonormal DCT coefficients.
    var variances: [[[Float]]]
    var law: IntensityLaw
    /// The share of blocks that hold hardly anything but noise: what tells a noisy picture from a textured one.
    var quietShare: Float

    /// Root mean square noise of `plane` at full resolution over a band of frequencies.
    func deviation(plane: Int, in band: [Int]) -> Float {
        (band.reduce(0) { $0 + variances[0][plane][$1] } / Float(band.count)).squareRoot()
    }
}
