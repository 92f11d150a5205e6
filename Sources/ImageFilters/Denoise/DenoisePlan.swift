/// How a group's planes are denoised, from full to lowest resolution.
struct DenoisePlan: Sendable {
    let stages: [DenoiseStage]

    /// Noise below this (largest deviation of any frequency, 8-bit scale) is not removed.
    private static let negligible: Float = 0.1
    /// From this mean deviation on a pass more at each resolution gains 0.1 to 0.2 dB; on the colored noise of cameras,
    /// which is weaker, it loses as much.
    private static let strong: Float = 12

    /// `nil` when there is nothing to remove.
    ///
    /// - Parameters:
    ///   - noise: what to remove at level 3; deviations are multiplied by the level's factor.
    ///   - planes: the group's.
    init?(noise: GroupNoise, strength: Float, level: DenoiseLevel, planes: PlaneGroup) {
        let factor = strength * level.multiplier
        let variances = noise.variances.map { scale in scale.map { plane in plane.map { $0 * factor * factor } } }
        let largest = variances[0].map { $0.dropFirst().max()! }.max()!
        guard largest.squareRoot() >= DenoisePlan.negligible else { return nil }
        let planeCount = variances[0].count
        let total = variances[0].reduce(0) { $0 + $1.reduce(0, +) }
        let mean = (total / Float(64 * planeCount)).squareRoot()
        // Weak noise: average many neighbours; strong noise: only similar ones.
        let cutOff = 7 - 3 * min(max((mean - 12) / 12, 0), 1)
        stages = variances.prefix(level.isTwoStage ? variances.count : 1).enumerated().map { scale, variances in
            DenoiseStage(
                variances: variances, law: noise.levelFunction, scale: scale, planes: planes, level: level,
                cutOff: cutOff, isStrong: mean >= DenoisePlan.strong)
        }
    }
}
