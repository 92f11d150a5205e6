/// Sharpening of luma at a level: an unsharp mask that leaves noise alone and does not overshoot.
///
/// From the difference between the luma and its Gaussian blur (deviation 1 pixel) a level's amount is added, where
/// the range of the 3 × 3 neighbourhood stands out of the noise, and within a limit beyond that range. Flat areas
/// stay exactly as they are. Chroma and alpha are not touched.
public struct Sharpener: Sendable, Hashable {
    /// 0 leaves the image as it is.
    public var level: Level

    public init(level: Level = .standard) {
        self.level = level
    }

    /// White noise from which the gate is as shut as from bands of deviation 1: those then grow by 1 to 4 %.
    static let bandShare: Float = 0.8

    /// What the kernel needs to know.
    ///
    /// - Parameter residualNoise: standard deviation of the luma noise that is in the picture when it is sharpened,
    ///   that is after denoising, in 8-bit units. A third too little or too much is tolerable.
    func coefficients(residualNoise: Float) -> SharpenCoefficients {
        // Written so that a deviation that is not a number counts as none.
        let noise = residualNoise > SharpenLevel.leastNoise ? residualNoise : SharpenLevel.leastNoise
        let opens = SharpenLevel.gateOpens
        let meaning = SharpenLevel.table[level.rawValue]
        return SharpenCoefficients(
            amount: meaning.amount, gateStart: opens.lowerBound * noise,
            gateSlope: 1 / ((opens.upperBound - opens.lowerBound) * noise), rangeShare: meaning.rangeShare)
    }
}
