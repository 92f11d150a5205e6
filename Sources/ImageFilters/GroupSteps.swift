/// The steps of the chain for one group of planes, in their order.
struct GroupSteps: Sendable {
    /// `nil` but in a walk of its own, before the noise is measured.
    let repair: RepairStep?
    /// `nil` where there is nothing to remove.
    let denoise: DenoisePlan?
    /// `nil` where the first plane is not sharpened.
    let sharpen: SharpenStep?
    let kernels: KernelTable

    /// The repair of one plane.
    init(repair: RepairStep, kernels: KernelTable) {
        self.repair = repair
        denoise = nil
        sharpen = nil
        self.kernels = kernels
    }

    /// What follows on the repair.
    ///
    /// - Parameters:
    ///   - noise: of the group.
    ///   - ringing: that the repair has left in the first plane, as a deviation.
    init(_ chain: FilterChain, noise: NoiseProfile.Group, ringing: Float, kernels: KernelTable) {
        repair = nil
        let level = DenoiseLevel(chain.denoiser.level, method: chain.denoiser.method)
        denoise =
            chain.denoiser.level == .off
            ? nil
            : noise.noise.flatMap {
                DenoisePlan(noise: $0, strength: noise.strength, level: level, planes: noise.planes)
            }
        sharpen =
            chain.sharpener.level == .off || noise.planes.isChroma
            ? nil
            : SharpenStep(
                chain.sharpener,
                residualNoise: max(noise.lumaDeviation * level.residual, Sharpener.bandShare * noise.banding, ringing),
                lumaScale: noise.planes.lumaScale, kernels: kernels)
        self.kernels = kernels
    }

    /// Whether the planes stay as they are.
    var isIdentity: Bool { repair == nil && denoise == nil && sharpen == nil }

    /// Resolutions that are worked at, each half the one before.
    var scaleCount: Int { denoise?.stages.count ?? 1 }

    /// The steps at one resolution.
    ///
    /// - Parameters:
    ///   - scale: 0 for full resolution.
    ///   - coarse: the result of the next coarser resolution; `nil` for the coarsest.
    func at(scale: Int, coarse: CoarsePlanes?) -> [any RegionStep] {
        var steps: [any RegionStep] = []
        if let repair { steps.append(repair) }
        if let denoise { steps += denoise.stages[scale].steps(kernels) }
        if let coarse { steps.append(CoarseMergeStep(coarse: coarse, kernels: kernels)) }
        if scale == 0, let sharpen { steps.append(sharpen) }
        return steps
    }
}
