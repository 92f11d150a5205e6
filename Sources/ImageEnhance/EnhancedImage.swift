/// The result for one image.
public struct EnhancedImage: Sendable, Hashable {
    /// How long each stage took. Zero for stages that did not run.
    public struct Timings: Sendable, Hashable {
        public var decode = Duration.zero
        public var filter = Duration.zero
        public var encode = Duration.zero

        public init() {}

        public var total: Duration { decode + filter + encode }
    }

    /// A whole file in the format of the input. Empty where `ignoreError` had a file copied that was too large to read.
    public let bytes: [UInt8]
    /// `nil` only when `isOriginal` and the input is no image at all.
    public let format: ImageFormat?
    /// Width and height in pixels; `nil` when `ignoreError` hid `error`.
    public let width: Int?
    public let height: Int?
    /// Whether `bytes` are the input's own: nothing was asked for (both levels 0), or `ignoreError` hid `error`.
    public let isOriginal: Bool
    /// What `ignoreError` hid.
    public let error: EnhanceError?
    /// What was repaired or left out.
    public let warnings: [ImageWarning]
    /// The noise that was removed, before the level's factor; `nil` where nothing was filtered.
    public let noise: NoiseProfile?
    public let timings: Timings

    /// The enhanced form of `source`.
    init(bytes: [UInt8], source: DecodedImage, noise: NoiseProfile?, timings: Timings) {
        self.bytes = bytes
        format = source.encoding.format
        width = source.image.width
        height = source.image.height
        isOriginal = false
        error = nil
        warnings = source.warnings
        self.noise = noise
        self.timings = timings
    }

    /// The input itself, from which nothing was asked.
    init(unchanged bytes: [UInt8], _ header: ImageHeader) {
        self.init(original: bytes, format: header.format, width: header.width, height: header.height, error: nil)
    }

    /// The input itself, in place of an error.
    init(original bytes: [UInt8], error: EnhanceError) {
        self.init(original: bytes, format: ImageFormat(sniffing: bytes), width: nil, height: nil, error: error)
    }

    private init(original bytes: [UInt8], format: ImageFormat?, width: Int?, height: Int?, error: EnhanceError?) {
        self.bytes = bytes
        self.format = format
        self.width = width
        self.height = height
        isOriginal = true
        self.error = error
        warnings = []
        noise = nil
        timings = Timings()
    }
}
