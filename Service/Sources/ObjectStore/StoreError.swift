public import COSProtocol

/// Why a store could not do what it was asked.
public struct StoreError: Error, Sendable, Hashable, CustomStringConvertible {
    public enum Code: Sendable, Hashable {
        case noSuchBucket
        case noSuchKey
        case noSuchUpload
        /// A part that was asked for has not arrived, or as something else.
        case invalidPart
        /// `a` and `a/b` can't both exist.
        case pathConflict
        case alreadyExists
        case readOnly
        /// The server's user may not read it.
        case forbidden
        /// What is behind the store can't be reached, or has too much to do.
        case unavailable
        /// The disk, or what is behind the store: the operator's business.
        case io
    }

    public let code: Code
    /// For the log: it may hold paths of this machine.
    public let message: String

    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    public var description: String { message }

    /// What the client gets to see: nothing about this machine.
    public var refusal: COSError {
        switch code {
        case .noSuchBucket: COSError(.noSuchBucket, "The specified bucket does not exist.")
        case .noSuchKey: COSError(.noSuchKey, "The specified key does not exist.")
        case .noSuchUpload:
            COSError(.noSuchUpload, "there is no such upload: it was completed, aborted or never begun")
        case .invalidPart: COSError(.invalidPart, "\(message)")
        case .pathConflict:
            COSError(.pathConflict, "an object lies where a folder of this key would be, or a folder at this key")
        case .alreadyExists:
            COSError(.fileAlreadyExists, "an object of this key exists, and x-cos-forbid-overwrite is set")
        case .readOnly: COSError(.accessDenied, "the server itself has no permission to write this object")
        case .forbidden: COSError(.accessDenied, "the server itself has no permission to read this object")
        case .unavailable: COSError(.slowDown, "the object store does not answer; please try again later")
        case .io: COSError(.internalError, "the object store failed; the server's log says why")
        }
    }
}
