/// One application of a filter chain: the noise of the image, and what follows from it for each group of planes.
struct FilterRun: Sendable {
    private let chain: FilterChain
    private let hasAlpha: Bool
    private let profile: NoiseProfile
    private let kernels: StageKernels
    private let plainKernels: PlainKernels
    private let scheduler: TileScheduler
    /// Multiples of 8. Only tests take another one.
    var tileSize = TileSize()

    init(
        _ chain: FilterChain, image: PlanarImage, profile: NoiseProfile?, instructionSet: InstructionSet,
        scheduler: TileScheduler
    ) {
        precondition(profile?.fits(image) != false, "the noise profile is that of another kind of image")
        self.chain = chain
        hasAlpha = image.hasAlpha
        self.scheduler = scheduler
        kernels = StageKernels(instructionSet)
        plainKernels = PlainKernels(instructionSet)
        self.profile =
            profile ?? chain.denoiser.noiseSigma.map { .white(sigma: $0, for: image) }
            ?? .estimate(image, kernels: kernels, threads: scheduler.threads)
    }

    /// The planes of the image, filtered group by group; planes in no group (alpha) as they are.
    func filtered<Element: KernelSample>(_ planes: [Plane<Element>]) throws(CancellationError) -> [Plane<Element>] {
        var result = planes
        let arena = WorkerArena()
        for group in profile.groups {
            let plan = denoisePlan(group)
            let sharpen = sharpenStage(group)
            guard plan != nil || sharpen != nil else { continue }
            let originals = group.planes.planes.map { planes[$0] }
            let hidden = HiddenColour(in: originals[0], under: hasAlpha ? planes.last : nil)
            let sources = hidden.map { hidden in originals.map { hidden.filled($0) } } ?? originals
            var filtered = try SourcePlane.withPlanes(sources) {
                opened throws(CancellationError) in
                let filter = GroupFilter(
                    loader: RegionLoader(sources: opened, transform: group.planes.transform, kernels: kernels),
                    plan: plan, sharpen: sharpen, kernels: kernels, scheduler: scheduler,
                    arena: arena, tileSize: tileSize)
                return try scheduler.makeTargets(
                    count: opened.count, width: opened[0].width, height: opened[0].height, made: []
                ) { targets throws(CancellationError) in
                    try filter.run(into: targets)
                }
            }
            for (position, index) in group.planes.planes.enumerated() {
                hidden?.restore(&filtered[position], from: originals[position])
                result[index] = filtered[position]
            }
        }
        return result
    }

    private var level: DenoiseLevel { DenoiseLevel(chain.denoiser.level, method: chain.denoiser.method) }

    private func denoisePlan(_ group: NoiseProfile.Group) -> DenoisePlan? {
        guard chain.denoiser.level != .off, let noise = group.noise else { return nil }
        return DenoisePlan(noise: noise, strength: group.strength, level: level, planes: group.planes)
    }

    private func sharpenStage(_ group: NoiseProfile.Group) -> SharpenStage? {
        guard chain.sharpener.level != .off, group.planes.hasLuma else { return nil }
        return SharpenStage(
            chain.sharpener, residualNoise: group.lumaDeviation * level.residual,
            lumaScale: group.planes.lumaScale, kernels: plainKernels)
    }
}
