/// One application of a filter chain: the steps that a picture goes through, in their order.
struct FilterRun: Sendable {
    private let chain: FilterChain
    private let image: PlanarImage
    /// `nil` measures the noise.
    private let profile: NoiseProfile?
    private let kernels: KernelTable
    private let scheduler: TileScheduler
    /// Multiples of 8. Only tests take another one.
    var tileSize = TileSize()

    init(
        _ chain: FilterChain, image: PlanarImage, profile: NoiseProfile?, instructionSet: InstructionSet,
        scheduler: TileScheduler
    ) {
        precondition(profile?.fits(image) != false, "the noise profile is that of another kind of image")
        self.chain = chain
        self.image = image
        self.profile = profile ?? chain.denoiser.noiseSigma.map { .white(sigma: $0, for: image) }
        self.scheduler = scheduler
        kernels = KernelTable(instructionSet)
    }

    /// The planes of the image, filtered group by group; planes in no group (alpha) as they are.
    ///
    /// - Parameter planes: those of the image.
    func filtered<Element: KernelSample>(_ planes: [Plane<Element>]) throws(CancellationError) -> [Plane<Element>] {
        var picture = OpenPicture(planes, of: image, kernels: kernels)
        let profile = profile ?? .measured(in: picture, threads: scheduler.threads)
        try denoiseAndSharpen(&picture, profile)
        return picture.closed()
    }

    /// Both in one walk over the tiles: a band of rows is sharpened while it is in the cache.
    private func denoiseAndSharpen<Element: KernelSample>(
        _ picture: inout OpenPicture<Element>, _ profile: NoiseProfile
    ) throws(CancellationError) {
        let arena = WorkerArena()
        for (index, noise) in profile.groups.enumerated() {
            let steps = GroupSteps(chain, noise: noise, kernels: kernels)
            guard !steps.isIdentity else { continue }
            picture.groups[index].planes = try picture.groups[index].withLoader { loader throws(CancellationError) in
                try GroupFilter(loader: loader, steps: steps, scheduler: scheduler, arena: arena, tileSize: tileSize)
                    .run()
            }
        }
    }
}
