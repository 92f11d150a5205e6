/// Denoise, then sharpen, in one walk over the image.
public struct FilterChain: Sendable, Hashable {
    public var denoiser: Denoiser
    public var sharpener: Sharpener

    public init(denoiser: Denoiser = Denoiser(), sharpener: Sharpener = Sharpener()) {
        self.denoiser = denoiser
        self.sharpener = sharpener
    }

    /// Whether `apply` would return its input.
    public var isIdentity: Bool {
        denoiser.level == .off && sharpener.level == .off
    }

    /// The filtered image: same size, color model, subsampling, depth and metadata; alpha is copied. Its planes have no
    /// quantisation steps any more: what those told has been used, or holds no longer.
    ///
    /// - Parameters:
    ///   - image: the picture. Planes with quantisation steps are repaired before they are denoised.
    ///   - profile: its noise. `nil` takes the denoiser's `noiseSigma`, or where that is `nil` too, an estimate.
    ///   - threads: how many threads to use. Do not ask for more than one from an async context: on Linux the
    ///     workers are those of Swift Concurrency.
    ///   - instructionSet: the kernels to run.
    ///   - cancellation: read between tiles.
    /// - Precondition: `profile` fits the image (`NoiseProfile.fits`) and the processor can run `instructionSet`.
    /// - Throws: `CancellationError` when `cancellation` was set.
    public func apply(
        to image: PlanarImage, profile: NoiseProfile? = nil, threads: ThreadBudget = .serial,
        instructionSet: InstructionSet = .best, cancellation: Cancellation? = nil
    ) throws(CancellationError) -> PlanarImage {
        var result = image
        try apply(
            in: &result, profile: profile, threads: threads, instructionSet: instructionSet,
            cancellation: cancellation)
        return result
    }

    /// Like `apply(to:)`, but gives each source plane back as soon as it has been read: where nobody else holds them, half
    /// the memory. After an error the image holds no planes.
    ///
    /// - Returns: the noise, as it was given or measured; `nil` where nothing was to be done.
    @discardableResult package func apply(
        in image: inout PlanarImage, profile: NoiseProfile? = nil, threads: ThreadBudget = .serial,
        instructionSet: InstructionSet = .best, cancellation: Cancellation? = nil
    ) throws(CancellationError) -> NoiseProfile? {
        guard !isIdentity else { return nil }
        let run = FilterRun(
            self, image: image, profile: profile, instructionSet: instructionSet,
            scheduler: TileScheduler(threads: threads, cancellation: cancellation))
        let planes = image.planes
        image.planes = .eight([])
        image.quantization = image.quantization.map { _ in nil }
        switch consume planes {
        case .eight(let planes):
            let (filtered, noise) = try run.filtered(planes)
            image.planes = .eight(filtered)
            return noise
        case .sixteen(let planes):
            let (filtered, noise) = try run.filtered(planes)
            image.planes = .sixteen(filtered)
            return noise
        }
    }

    /// The first half of `apply`: noise measured and compression repaired. Independent of the sharpener.
    package func prepared(
        _ image: PlanarImage, profile: NoiseProfile, threads: ThreadBudget, instructionSet: InstructionSet
    ) throws(CancellationError) -> (image: PlanarImage, preparation: Preparation) {
        let run = run(image, profile, threads, instructionSet)
        var result = image
        result.quantization = image.quantization.map { _ in nil }
        let preparation: Preparation
        switch image.planes {
        case .eight(let planes):
            let prepared = try run.prepared(planes)
            (result.planes, preparation) = (.eight(prepared.0), prepared.1)
        case .sixteen(let planes):
            let prepared = try run.prepared(planes)
            (result.planes, preparation) = (.sixteen(prepared.0), prepared.1)
        }
        return (result, preparation)
    }

    /// The second half of `apply`, for a prepared picture or a part of one.
    package func finished(
        _ image: PlanarImage, _ preparation: Preparation, threads: ThreadBudget, instructionSet: InstructionSet
    ) throws(CancellationError) -> PlanarImage {
        guard !isIdentity else { return image }
        let run = run(image, preparation.profile, threads, instructionSet)
        var result = image
        switch image.planes {
        case .eight(let planes): result.planes = .eight(try run.finished(planes, preparation))
        case .sixteen(let planes): result.planes = .sixteen(try run.finished(planes, preparation))
        }
        return result
    }

    private func run(
        _ image: PlanarImage, _ profile: NoiseProfile, _ threads: ThreadBudget, _ instructionSet: InstructionSet
    ) -> FilterRun {
        FilterRun(
            self, image: image, profile: profile, instructionSet: instructionSet,
            scheduler: TileScheduler(threads: threads, cancellation: nil))
    }
}
