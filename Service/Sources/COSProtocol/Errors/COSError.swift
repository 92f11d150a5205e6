/// A refusal, as the client gets to see it.
public struct COSError: Error, Sendable, Hashable {
    public let code: ErrorCode
    /// What was wrong and what would be right; never empty, never with a secret or a signature in it.
    public let message: String
    /// The parameter, header or member that is at fault, where there is one.
    public let parameter: String?

    public init(_ code: ErrorCode, _ message: String, parameter: String? = nil) {
        self.code = code
        self.message = message.isEmpty ? code.rawValue : message
        self.parameter = parameter
    }

    public var status: Int { code.status }
}

extension COSError: CustomStringConvertible {
    public var description: String { "\(code.rawValue): \(message)" }
}

extension COSError {
    static func invalidArgument(_ parameter: String, _ message: String) -> COSError {
        COSError(.invalidArgument, message, parameter: parameter)
    }

    static func invalidPicOperations(_ message: String) -> COSError {
        COSError(.invalidPicOperations, message, parameter: "Pic-Operations")
    }

    static func accessDenied(_ message: String) -> COSError {
        COSError(.accessDenied, message)
    }
}
