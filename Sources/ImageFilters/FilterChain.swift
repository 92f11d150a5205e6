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

    /// The filtered image: same size, color model, subsampling, depth and metadata; alpha is copied.
    ///
    /// - Parameters:
    ///   - image: the picture.
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
        guard !isIdentity else { return image }
        let scheduler = TileScheduler(threads: threads, cancellation: cancellation)
        let run = FilterRun(
            self, image: image, profile: profile, instructionSet: instructionSet, scheduler: scheduler)
        var result = image
        switch image.planes {
        case .eight(let planes): result.planes = .eight(try run.filtered(planes))
        case .sixteen(let planes): result.planes = .sixteen(try run.filtered(planes))
        }
        return result
    }
}
