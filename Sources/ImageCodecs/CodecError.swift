/// Why bytes could not be decoded, or planes not be encoded.
public struct CodecError: Error, Sendable, Hashable, CustomStringConvertible {
    public struct Code: Sendable, Hashable {
        private let name: String

        /// The bytes are no JPEG, PNG or WebP, or a damaged one.
        public static let malformed = Code(name: "malformed")
        /// A valid file of a kind that is not supported (animation, 12-bit JPEG).
        public static let unsupported = Code(name: "unsupported")
        /// The image is larger than a limit of `DecodingLimits`, or than its format allows.
        public static let limitExceeded = Code(name: "limitExceeded")
        /// The `Cancellation` that was given asked to stop.
        public static let cancelled = Code(name: "cancelled")
    }

    public let code: Code
    /// One line: what was wrong, with the value and the accepted range where there is one.
    public let message: String
    /// The name of the limit that was exceeded, as `DecodingLimits` spells it.
    public let limit: String?

    public init(_ code: Code, _ message: String, limit: String? = nil) {
        self.code = code
        self.message = message
        self.limit = limit
    }

    public var description: String { message }
}
