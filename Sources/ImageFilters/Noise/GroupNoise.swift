/// The noise of the planes of one group.
struct GroupNoise: Sendable, Hashable, Codable {
    /// Per scale (full, then half resolution) and plane: variance of each of the 64 orthonormal DCT coefficients.
    var variances: [[[Float]]]
    var levelFunction: NoiseLevelFunction
    /// What speaks for noise; `nil` for planes without luma, which follow it, and for noise that was stated.
    var evidence: NoiseEvidence?
    /// How far the chroma planes are believed to hold untouched noise, 0…1, whatever there is in luma.
    var chromaConfidence: Float = 0

    /// Root mean square noise of `plane` at full resolution over a band of frequencies.
    func deviation(plane: Int, in band: [Int]) -> Float {
        (band.reduce(0) { $0 + variances[0][plane][$1] } / Float(band.count)).squareRoot()
    }
}
