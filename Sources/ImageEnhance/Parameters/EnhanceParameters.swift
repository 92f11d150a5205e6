/// What to do to an image, and within which bounds.
///
/// Values are checked when an image is enhanced; `validate()` does so earlier. `table` says what each accepts.
public struct EnhanceParameters: Sendable, Hashable {
    /// Noise removal from 0 (off) to 5 (strongest).
    public var denoise: Int
    /// Sharpening of luma from 0 (off) to 5 (strongest).
    public var sharpen: Int
    /// Whether an image that can't be decoded or is too large comes back as it was, instead of an error.
    /// Wrong parameters, cancellation and files that can't be read or written stay errors.
    public var ignoreError: Bool

    public var method = DenoiseMethod.automatic
    /// Standard deviation of the noise on the 8-bit scale, over 0 and up to 100; `nil` estimates it from the image.
    public var noiseSigma: Float?
    /// How the result is written.
    public var encoding = EncodingOptions()
    /// Whether results say in their XMP that they were enhanced: see `EnhancementMark` and `ImageHeader.enhanced`.
    public var marksResults = false
    /// The largest images that are decoded.
    public var limits = DecodingLimits()
    /// Codec libraries repair some damage with a warning: `.warning` refuses such images.
    public var failOn = Severity.error
    /// Threads for one image. `nil`: every core in synchronous functions, one thread in `async` ones.
    public var threads: ThreadBudget?
    /// Side in pixels of the crop that `Enhancer.contactSheet(of:)` and `comparison(of:)` show, 16 to 1024; less where
    /// the picture is smaller. `nil`: `Enhancer.contactSheetCrop` and `comparisonCrop`.
    public var cropSize: Int?
    /// The kernels to run; each gives the same bytes.
    public var instructionSet = InstructionSet.best

    public init(
        denoise: Int = Level.standard.rawValue, sharpen: Int = Level.standard.rawValue, ignoreError: Bool = false
    ) {
        self.denoise = denoise
        self.sharpen = sharpen
        self.ignoreError = ignoreError
    }

    /// - Throws: `EnhanceError` with `.invalidParameter`, naming parameter, value and accepted values.
    public func validate() throws(EnhanceError) {
        for parameter in Self.table { try parameter.check(self) }
    }

    /// Sets one parameter of `table` by its name.
    ///
    /// - Parameters:
    ///   - name: as the table spells it.
    ///   - text: the value, already decoded; `0` or `1` for a switch.
    /// - Throws: `EnhanceError` with `.invalidParameter` for a name that is not in the table, or a value out of range;
    ///   nothing is changed then.
    public mutating func set(_ name: String, _ text: String) throws(EnhanceError) {
        guard let parameter = Self.parameter(named: name) else {
            throw .invalid("parameter", value: name, accepted: Self.table.map(\.name).joined(separator: ", "))
        }
        try parameter.set(text, in: &self)
    }

    /// What results say where they say so.
    var mark: EnhancementMark {
        EnhancementMark(denoise: denoise, sharpen: sharpen, version: engineVersion)
    }

    /// The filters that valid parameters ask for.
    var filters: FilterChain {
        FilterChain(
            denoiser: Denoiser(level: Level(denoise)!, method: method, noiseSigma: noiseSigma),
            sharpener: Sharpener(level: Level(sharpen)!))
    }
}
