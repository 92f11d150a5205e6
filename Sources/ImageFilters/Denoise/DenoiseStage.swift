/// What is done to a group's planes at one resolution, with all numbers the kernels need.
struct DenoiseStage: Sendable {
    enum Pilot: Sendable, Hashable {
        /// Factors per plane and of the distance: see `pilotBilateral`.
        case bilateral(radius: Int, factors: [Float], spaceFactor: Float)
        case nonLocalMeans(PilotSteps)
    }

    let pilot: Pilot
    /// The Wiener passes, each guided by the result before; none with a plain method.
    let passes: [Lattice]
    /// Noise variances: see `wienerPass`.
    let spectrum: [Float]
    /// Dependence of the noise on intensity: see `wienerPass`.
    let law: [Float]

    /// The pilot, then the passes.
    func steps(_ kernels: KernelTable) -> [any RegionStep] {
        let first: any RegionStep =
            switch pilot {
            case .bilateral(let radius, let factors, let spaceFactor):
                BilateralPilot(radius: radius, factors: factors, spaceFactor: spaceFactor, kernels: kernels)
            case .nonLocalMeans(let numbers): NonLocalMeansPilot(numbers: numbers, kernels: kernels)
            }
        return [first]
            + passes.map { WienerStep(patches: $0, spectrum: spectrum, law: law, kernels: kernels) }
    }

    /// - Parameters:
    ///   - variances: per plane 64 noise variances, orthonormal, times the square of the strength.
    ///   - law: knots in the units of the first plane's mean at this scale.
    ///   - scale: 0 for full resolution.
    ///   - planes: the group's.
    ///   - isStrong: whether the noise is so strong that a pass more pays.
    ///   - cutOff: the distance at which a non-local-means weight becomes 0, in noise variances beyond 2.
    init(
        variances: [[Float]], law: NoiseLevelFunction, scale: Int, planes: PlaneGroup, level: DenoiseLevel,
        cutOff: Float, isStrong: Bool
    ) {
        passes = DenoiseStage.passes(level, scale: scale, isStrong: isStrong)
        spectrum = TransformScale.inverseSquares + variances.flatMap { DenoiseStage.spectrum(of: $0) }
        self.law = DenoiseStage.segments(of: law, unit: Float(1 << scale) / planes.lumaScale)
        // A plane with very little noise must not dominate the patch distance.
        let means = variances.map { $0.reduce(0, +) / 64 }
        let least = max(0.09 * (means.max() ?? 0), 1e-4)
        let bounded = means.map { max($0, least) }
        switch level.pilot {
        case .bilateral(let radius, let cut):
            pilot = .bilateral(
                radius: radius, factors: bounded.map { 1 / (Float(bounded.count) * $0 * cut) },
                spaceFactor: 1 / Float(radius * radius))
        case .nonLocalMeans(let radius):
            let factor = Float(1 << scale)
            let ranges = planes.ranges.map { $0.lowerBound * factor...$0.upperBound * factor }
            pilot = .nonLocalMeans(PilotSteps(radius: radius, ranges: ranges, variances: bounded, cutOff: cutOff))
        }
    }

    private static func passes(_ level: DenoiseLevel, scale: Int, isStrong: Bool) -> [Lattice] {
        if !level.isTwoStage { return [] }
        if isStrong { return scale > 0 ? [.coarse, .fine] : [.coarse, .fine, .fine] }
        return scale > 0 ? [.coarse] : [.coarse, .fine]
    }

    /// The law as the kernel wants it; `unit` turns luma into the first plane's mean.
    private static func segments(of law: NoiseLevelFunction, unit: Float) -> [Float] {
        var values = [law.knots[0].factor]
        for (a, b) in zip(law.knots, law.knots.dropFirst()) {
            values += [a.luma * unit, 1 / ((b.luma - a.luma) * unit), b.factor - a.factor]
        }
        return values
    }

    /// Variance × D² for each frequency, horizontal frequency major as the kernel walks.
    private static func spectrum(of variances: [Float]) -> [Float] {
        (0..<64).map { index in
            let horizontal = index / 8
            let vertical = index % 8
            let scale = TransformScale.diagonal[horizontal] * TransformScale.diagonal[vertical]
            // The mean has no noise: the smallest variance that avoids 0/0, and a gain of 1.
            let variance = index == 0 ? 0 : variances[vertical * 8 + horizontal]
            return max(variance, 1e-6) * scale * scale
        }
    }
}
