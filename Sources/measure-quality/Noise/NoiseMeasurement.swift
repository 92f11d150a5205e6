internal import SyntheticPictures

/// What one picture gave at every level.
struct NoiseMeasurement: Sendable, Codable {
    struct Level: Sendable, Codable {
        let level: Int
        /// To the truth, in dB. For clean pictures the truth is the input itself: this is the damage.
        let psnr: Double
        /// Deviation of the noise left in smooth places; 0 where there are none.
        let residual: Double
        let isUntouched: Bool
        /// By how much the surround lowers the PSNR of what it surrounds; `nil` where there is none.
        let surroundCost: Double?
    }

    let name: String
    let kind: String
    let half: String
    let isClean: Bool
    /// PSNR of the input to the truth, in dB.
    let input: Double
    /// Deviation of the input's noise in smooth places; 0 where there are none.
    let noise: Double
    let levels: [Level]

    /// Whether each level leaves less noise than the one before, to a hundredth of a gray level.
    var isMonotone: Bool {
        let residuals = [noise] + levels.map(\.residual)
        return zip(residuals, residuals.dropFirst()).allSatisfy { $1 <= $0 + 0.01 }
    }
}
