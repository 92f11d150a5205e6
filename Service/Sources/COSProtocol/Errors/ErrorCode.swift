/// Every code that an answer's `Code` element may hold, with the status it goes with.
///
/// What will fail again is never a 5xx, which SDKs repeat; overload is never a 4xx, which they don't.
public enum ErrorCode: String, Sendable, CaseIterable {
    case badDigest = "BadDigest"
    case entityTooLarge = "EntityTooLarge"
    case imageResolutionExceed = "ImageResolutionExceed"
    case imageTooLarge = "ImageTooLarge"
    case incompleteBody = "IncompleteBody"
    case invalidArgument = "InvalidArgument"
    case invalidDigest = "InvalidDigest"
    case invalidImageFormat = "InvalidImageFormat"
    case invalidImageSource = "InvalidImageSource"
    case invalidObjectName = "InvalidObjectName"
    case invalidPart = "InvalidPart"
    case invalidPicOperations = "InvalidPicOperations"
    case invalidRequest = "InvalidRequest"
    case keyTooLong = "KeyTooLong"
    case malformedXML = "MalformedXML"

    case accessDenied = "AccessDenied"
    case accessForbidden = "AccessForbidden"
    case invalidAccessKeyID = "InvalidAccessKeyId"
    case requestTimeTooSkewed = "RequestTimeTooSkewed"
    case signatureDoesNotMatch = "SignatureDoesNotMatch"

    case noSuchBucket = "NoSuchBucket"
    case noSuchKey = "NoSuchKey"
    case noSuchUpload = "NoSuchUpload"

    case methodNotAllowed = "MethodNotAllowed"

    case fileAlreadyExists = "FileAlreadyExists"
    case pathConflict = "PathConflict"

    case preconditionFailed = "PreconditionFailed"

    case invalidRange = "InvalidRange"

    case internalError = "InternalError"

    case slowDown = "SlowDown"

    /// The HTTP status of an answer with this code.
    public var status: Int {
        switch self {
        case .badDigest, .entityTooLarge, .imageResolutionExceed, .imageTooLarge, .incompleteBody, .invalidArgument,
            .invalidDigest, .invalidImageFormat, .invalidImageSource, .invalidObjectName, .invalidPart,
            .invalidPicOperations, .invalidRequest, .keyTooLong, .malformedXML:
            400
        case .accessDenied, .accessForbidden, .invalidAccessKeyID, .requestTimeTooSkewed, .signatureDoesNotMatch:
            403
        case .noSuchBucket, .noSuchKey, .noSuchUpload: 404
        case .methodNotAllowed: 405
        case .fileAlreadyExists, .pathConflict: 409
        case .preconditionFailed: 412
        case .invalidRange: 416
        case .internalError: 500
        case .slowDown: 503
        }
    }
}
