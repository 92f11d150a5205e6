/// What a denoise level does: by how much it multiplies the estimated noise, and which pilot it takes.
struct DenoiseLevel: Sendable, Hashable {
    enum Pilot: Sendable, Hashable {
        case bilateral(radius: Int)
        /// Search window of 2 × radius + 1 at full and at reduced resolution.
        case nonLocalMeans(radius: Int, reducedRadius: Int)
    }

    /// Factor on the noise deviation.
    let multiplier: Float
    let pilot: Pilot
    /// About what share of the estimated noise is left, for the sharpener.
    let residual: Float

    /// - Parameter level: 0…5; 0 removes nothing.
    init(_ level: Level) {
        let multipliers: [Float] = [0, 0.5, 0.75, 1, 1.35, 1.8]
        let residuals: [Float] = [1, 0.55, 0.35, 0.25, 0.2, 0.18]
        residual = residuals[level.rawValue]
        multiplier = multipliers[level.rawValue]
        pilot = .nonLocalMeans(radius: 3, reducedRadius: 3)
    }
}
