/// Why an image was not enhanced.
public struct EnhanceError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The kind of failure. More codes may be added, so a `switch` over them needs a `default`.
    public struct Code: Sendable, Hashable, CustomStringConvertible {
        private let name: String

        /// A parameter has a value outside its range: the caller's fault.
        public static let invalidParameter = Code(name: "invalidParameter")
        /// The bytes are no JPEG, PNG or WebP image, or a damaged one.
        public static let malformedImage = Code(name: "malformedImage")
        /// A valid image of a kind that is not supported: animation, 12-bit JPEG.
        public static let unsupportedImage = Code(name: "unsupportedImage")
        /// The image exceeds one of `DecodingLimits`.
        public static let limitExceeded = Code(name: "limitExceeded")
        /// The task that asked for the image was cancelled.
        public static let cancelled = Code(name: "cancelled")
        /// An `ImageGate` had no place: too many images wait, or none got free in time. The same call may succeed later.
        public static let overloaded = Code(name: "overloaded")
        /// A file could not be read or written.
        public static let io = Code(name: "io")

        /// The name of the code as it is written in Swift.
        public var description: String { name }
    }

    public let code: Code
    /// One line: what was wrong, with the value and the accepted range where there is one.
    public let message: String
    /// With `.invalidParameter`, the parameter's name as queries and the command line spell it.
    public let parameter: String?
    /// With `.limitExceeded`, the limit's name as `DecodingLimits` spells it.
    public let limit: String?

    public init(_ code: Code, _ message: String, parameter: String? = nil, limit: String? = nil) {
        self.code = code
        self.message = message
        self.parameter = parameter
        self.limit = limit
    }

    public var description: String { message }

    /// Whether `ignoreError` may answer this with the original. What the caller did wrong, or asked for, never is.
    var isIgnorable: Bool {
        [.malformedImage, .unsupportedImage, .limitExceeded].contains(code)
    }
}

extension EnhanceError {
    init(_ error: CodecError) {
        let code: Code =
            switch error.code {
            case .unsupported: .unsupportedImage
            case .limitExceeded: .limitExceeded
            case .cancelled: .cancelled
            default: .malformedImage
            }
        self.init(code, error.message, limit: error.limit)
    }

    static let cancelled = EnhanceError(.cancelled, "cancelled")

    static func overloaded(_ message: String) -> EnhanceError { EnhanceError(.overloaded, message) }

    static func invalid(_ parameter: String, value: String, accepted: String) -> EnhanceError {
        let value = Printable.text(of: value.utf8)
        return EnhanceError(
            .invalidParameter, "\(parameter) is '\(value)', accepted: \(accepted)", parameter: parameter)
    }
}
