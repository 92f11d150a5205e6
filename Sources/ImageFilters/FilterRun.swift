/// One application of a filter chain: the steps that a picture goes through, in their order.
struct FilterRun: Sendable {
    private let chain: FilterChain
    /// The image but for its planes.
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
        var frame = image
        frame.planes = .eight([])
        self.image = frame
        self.profile = profile ?? chain.denoiser.noiseSigma.map { .white(sigma: $0, for: image) }
        self.scheduler = scheduler
        kernels = KernelTable(instructionSet)
    }

    /// The planes of the image, filtered group by group; planes in no group (alpha) as they are.
    ///
    /// - Parameter planes: those of the image, each given up as its result is there.
    /// - Returns: with them the noise, as it was given or measured.
    func filtered<Element: KernelSample>(
        _ planes: consuming [Plane<Element>]
    ) throws(CancellationError) -> ([Plane<Element>], NoiseProfile) {
        var picture = OpenPicture(consume planes, of: image, kernels: kernels)
        let preparation = try prepare(&picture)
        try denoiseAndSharpen(&picture, preparation)
        return (picture.closed(), preparation.profile)
    }

    /// The first half of `filtered`: the planes as the denoiser is to see them, and what it is to know of them.
    func prepared<Element: KernelSample>(
        _ planes: [Plane<Element>]
    ) throws(CancellationError) -> ([Plane<Element>], Preparation) {
        var picture = OpenPicture(planes, of: image, kernels: kernels)
        let preparation = try prepare(&picture)
        return (picture.closed(), preparation)
    }

    /// The second half of `filtered`, also for a part of the prepared planes.
    func finished<Element: KernelSample>(
        _ planes: [Plane<Element>], _ preparation: Preparation
    ) throws(CancellationError) -> [Plane<Element>] {
        var picture = OpenPicture(planes, of: image, kernels: kernels)
        try denoiseAndSharpen(&picture, preparation)
        return picture.closed()
    }

    private func prepare<Element: KernelSample>(
        _ picture: inout OpenPicture<Element>
    ) throws(CancellationError) -> Preparation {
        let isRepaired = chain.denoiser.level != .off && chain.denoiser.method == .automatic
        if isRepaired { try CompressionSearch.apply(to: &picture, scheduler.cancellation) }
        // The repair takes part of the noise along, and not the same of every frequency: after it a quarter of noisy JPEGs
        // is taken for something else, up to 3.7 dB worse.
        let profile = if let profile { profile } else { try NoiseProfile.measured(in: picture, scheduler) }
        if isRepaired {
            try QuantizationRepair(
                strength: DenoiseLevel(chain.denoiser.level, method: .automatic).multiplier, kernels: kernels,
                scheduler: scheduler, tileSize: tileSize
            ).apply(to: &picture)
        }
        let ringing = picture.groups.map { group in
            group.firstQuantization.map(QuantizationTables.ringing) ?? 0
        }
        return Preparation(profile: profile, ringing: ringing)
    }

    /// Both in one walk over the tiles: a band of rows is sharpened while it is in the cache.
    private func denoiseAndSharpen<Element: KernelSample>(
        _ picture: inout OpenPicture<Element>, _ preparation: Preparation
    ) throws(CancellationError) {
        let arena = WorkerArena()
        let samples = preparation.profile.groups.map { image.sampleCount($0.planes) }
        for (index, noise) in preparation.profile.groups.enumerated() {
            let steps = GroupSteps(chain, noise: noise, ringing: preparation.ringing[index], kernels: kernels)
            guard !steps.isIdentity else { continue }
            picture.groups[index].planes = try picture.groups[index].withLoader { loader throws(CancellationError) in
                try GroupFilter(
                    loader: loader, steps: steps, scheduler: scheduler, arena: arena, tileSize: tileSize,
                    share: FilterRun.share * samples[index] / samples.reduce(0, +)
                ).run()
            }
        }
    }

    /// What filtering is of the work on an image from bytes to bytes, about, as progress tells it.
    private static let share = 0.8
}

extension PlanarImage {
    fileprivate func sampleCount(_ group: PlaneGroup) -> Double {
        group.planes.reduce(0) { sum, plane in
            let size = subsampling.planeSize(plane, width: width, height: height)
            return sum + Double(size.width) * Double(size.height)
        }
    }
}
