internal import ImageEnhance

/// What became of one input.
struct FileReport: Encodable, Sendable {
    enum Status: String, Encodable {
        /// Enhanced, or returned unchanged because nothing was asked for.
        case processed
        /// The input itself was written, because `--ignore-error` hid `error`.
        case original
        /// Not touched, for `reason`.
        case skipped
        /// What would be done, were it not for `--dry-run`.
        case planned
        case failed
    }

    enum Skip {
        case outputExists, enhancedBefore
    }

    private enum CodingKeys: CodingKey {
        case input, output, status, reason, inputBytes, outputBytes, width, height, format, seconds, stages, settings
        case noise, warnings, error
    }

    /// What the result was made with.
    struct Settings: Encodable {
        let denoise: Int
        let sharpen: Int
        private(set) var version = engineVersion

        init(denoise: Int, sharpen: Int) {
            self.denoise = denoise
            self.sharpen = sharpen
        }
    }

    /// Seconds of each stage.
    struct Stages: Encodable {
        let decode: Double
        let filter: Double
        let encode: Double

        init(_ timings: EnhancedImage.Timings) {
            decode = timings.decode.seconds
            filter = timings.filter.seconds
            encode = timings.encode.seconds
        }
    }

    struct Warning: Encodable {
        /// `notice`, `repair` or `damage`.
        let kind: String
        let message: String

        init(_ warning: ImageWarning) {
            kind = "\(warning.kind)"
            message = warning.message
        }
    }

    struct Failure: Encodable {
        let code: String
        let message: String

        init(_ error: EnhanceError) {
            code = "\(error.code)"
            message = error.message
        }
    }

    let input: FilePath
    var output: FilePath?
    let status: Status
    /// Why it was skipped.
    var reason: String?
    /// The same for the program.
    private(set) var skip: Skip?
    var inputBytes: Int?
    var outputBytes: Int?
    var width: Int?
    var height: Int?
    var format: String?
    var seconds: Double = 0
    var stages: Stages?
    var settings: Settings?
    /// The noise found: standard deviation of luma on the 8-bit scale, as far as it is believed; `nil` where it was not
    /// measured.
    var noise: Float?
    var warnings: [Warning] = []
    var error: Failure?

    init(input: FilePath, output: FilePath?, status: Status) {
        self.input = input
        self.output = output
        self.status = status
    }

    init(input: FilePath, output: FilePath, skipped skip: Skip, reason: String) {
        self.init(input: input, output: output, status: .skipped)
        self.skip = skip
        self.reason = reason
    }

    init(input: FilePath, output: FilePath?, failure: EnhanceError) {
        self.init(input: input, output: output, status: .failed)
        error = Failure(failure)
    }

    init(input: FilePath, output: FilePath, planned header: ImageHeader) {
        self.init(input: input, output: output, status: .planned)
        inputBytes = header.byteCount
        width = header.width
        height = header.height
        format = header.format.rawValue
    }

    /// A file that was copied unread, as it is too large.
    init(input: FilePath, output: FilePath, original error: EnhanceError) {
        self.init(input: input, output: output, status: .original)
        self.error = Failure(error)
    }

    init(input: FilePath, output: FilePath, inputBytes: Int, result: EnhancedImage) {
        self.init(input: input, output: output, status: result.error == nil ? .processed : .original)
        self.inputBytes = inputBytes
        outputBytes = result.bytes.count
        width = result.width
        height = result.height
        format = result.format?.rawValue
        if !result.isOriginal { stages = Stages(result.timings) }
        noise = result.noise?.groups.first?.lumaDeviation
        warnings = result.warnings.map(Warning.init)
        error = result.error.map(Failure.init)
    }
}

extension FilePath: Encodable {
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(escaped)
    }
}
