/// One application of a filter chain: the noise of the image, and what follows from it for each group of planes.
struct FilterRun: Sendable {
    private let chain: FilterChain
    private let profile: NoiseProfile
    private let kernels: StageKernels
    private let table: KernelTable
    private let scheduler: TileScheduler

    init(_ chain: FilterChain, image: PlanarImage, instructionSet: InstructionSet, scheduler: TileScheduler) {
        self.chain = chain
        self.scheduler = scheduler
        kernels = StageKernels(instructionSet)
        table = KernelTable(instructionSet)
        profile =
            chain.denoiser.noiseSigma.map { .white(sigma: $0, image) } ?? .estimate(image, kernels: kernels)
    }

    /// The planes of the image, filtered group by group; planes in no group (alpha) as they are.
    func filtered<Element: KernelSample>(_ planes: [Plane<Element>]) throws(CancellationError) -> [Plane<Element>] {
        var result = planes
        for group in profile.groups {
            let plan = denoisePlan(group)
            let sharpen = sharpenStage(group)
            guard plan != nil || sharpen != nil else { continue }
            let sources = group.planes.planes.map { planes[$0] }
            let filtered = try scheduler.withSources(sources[...], found: []) {
                opened throws(CancellationError) in
                let filter = GroupFilter(
                    loader: RegionLoader(sources: opened, transform: group.planes.transform, kernels: kernels),
                    plan: plan, sharpen: sharpen, kernels: kernels, scheduler: scheduler)
                return try scheduler.makeTargets(
                    count: opened.count, width: opened[0].width, height: opened[0].height, made: []
                ) { targets throws(CancellationError) in
                    try filter.run(into: targets)
                }
            }
            for (index, plane) in zip(group.planes.planes, filtered) { result[index] = plane }
        }
        return result
    }

    private func denoisePlan(_ group: NoiseProfile.Group) -> DenoisePlan? {
        guard chain.denoiser.level != .off, let noise = group.noise else { return nil }
        return DenoisePlan(
            noise: noise, strength: group.strength, level: DenoiseLevel(chain.denoiser.level),
            lumaScale: group.planes.lumaScale)
    }

    private func sharpenStage(_ group: NoiseProfile.Group) -> SharpenStage? {
        guard chain.sharpener.level != .off, group.planes.hasLuma else { return nil }
        return SharpenStage(
            chain.sharpener, residualNoise: group.lumaDeviation * DenoiseLevel(chain.denoiser.level).residual,
            lumaScale: group.planes.lumaScale, kernels: table)
    }
}
