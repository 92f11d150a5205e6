internal import ImageEnhance

/// What became of one input.
struct FileReport: Encodable, Sendable {
    enum Status: String, Encodable {
        /// Enhanced, or returned unchanged because nothing was asked for.
        case processed
        /// The input itself was written, because `--ignore-error` hid `error`.
        case original
        /// Not touched, because of `--skip-existing`.
        case skipped
        /// What would be done, were it not for `--dry-run`.
        case planned
        case failed
    }

    struct Failure: Encodable {
        let code: String
        let message: String

        init(_ error: EnhanceError) {
            code = "\(error.code)"
            message = error.message
        }
    }

    let input: String
    var output: String?
    let status: Status
    var inputBytes: Int?
    var outputBytes: Int?
    var width: Int?
    var height: Int?
    var format: String?
    var seconds: Double = 0
    var warnings: [String] = []
    var error: Failure?

    init(input: String, output: String?, status: Status) {
        self.input = input
        self.output = output
        self.status = status
    }

    init(input: String, output: String?, failure: EnhanceError) {
        self.init(input: input, output: output, status: .failed)
        error = Failure(failure)
    }

    /// A file that was copied unread, as it is too large.
    init(input: String, output: String, original error: EnhanceError) {
        self.init(input: input, output: output, status: .original)
        self.error = Failure(error)
    }

    init(input: String, output: String, inputBytes: Int, result: EnhancedImage) {
        self.init(input: input, output: output, status: result.error == nil ? .processed : .original)
        self.inputBytes = inputBytes
        outputBytes = result.bytes.count
        width = result.width
        height = result.height
        format = result.format?.rawValue
        warnings = result.warnings
        error = result.error.map(Failure.init)
    }
}
