/// What a request asks for, by its method, whether it names an object, and its query.
public enum Operation: Sendable, Hashable {
    /// GET or HEAD of an object, as it is or (with `ci-process`) enhanced. With `detect-url` the path may be `/` alone.
    case getObject
    /// HEAD of a bucket.
    case headBucket
    /// PUT of an object, with or without Pic-Operations.
    case putObject
    /// POST `?image_process` on an object.
    case processObject
    case deleteObject
    /// POST `?uploads` on an object: an upload in parts begins.
    case beginUpload
    /// PUT `?partNumber=…&uploadId=…`.
    case uploadPart
    /// POST `?uploadId=…`, with or without Pic-Operations.
    case completeUpload
    /// DELETE `?uploadId=…`.
    case abortUpload
    /// GET `?uploadId=…`: the parts of an upload.
    case listParts
    /// GET `/?uploads`: the uploads of a bucket.
    case listUploads
    /// OPTIONS: a browser's preflight.
    case preflight

    /// - Throws: `COSError` with `.methodNotAllowed` for everything else, sub-resources such as `?acl` among it:
    ///   never a 5xx, which SDKs repeat.
    public init(method: String, target: RequestTarget) throws(COSError) {
        if method == "OPTIONS" {
            self = .preflight
            return
        }
        let query = target.query
        if let name = query.items.map(\.name).first(where: Self.subresources.contains) {
            throw COSError(.methodNotAllowed, "the sub-resource \(name) is not offered", parameter: name)
        }
        let namesObject = target.path != "/"
        if let operation = Self.multipart(method, namesObject: namesObject, query) {
            self = operation
            return
        }
        if let name = ["uploads", "uploadId", "partNumber"].first(where: query.contains) {
            throw COSError(
                .methodNotAllowed, "\(Self.printable(method)) is not offered on \(name) here", parameter: name)
        }
        switch (method, namesObject: namesObject) {
        case ("GET", true), ("HEAD", true): self = .getObject
        case ("GET", false) where query.contains("ci-process"), ("HEAD", false) where query.contains("ci-process"):
            self = .getObject
        case ("HEAD", false): self = .headBucket
        case ("PUT", true): self = .putObject
        case ("POST", true) where query.contains("image_process"): self = .processObject
        case ("DELETE", true): self = .deleteObject
        default:
            throw COSError(
                .methodNotAllowed, "\(Self.printable(method)) is not offered on this resource", parameter: "method")
        }
    }

    /// What is asked about an upload in parts; `nil` where nothing is.
    private static func multipart(_ method: String, namesObject: Bool, _ query: Query) -> Operation? {
        switch (method, query.contains("uploads"), query.contains("uploadId"), query.contains("partNumber")) {
        case ("POST", true, false, false) where namesObject: .beginUpload
        case ("PUT", false, true, true) where namesObject: .uploadPart
        case ("POST", false, true, false) where namesObject: .completeUpload
        case ("DELETE", false, true, false) where namesObject: .abortUpload
        case ("GET", false, true, false) where namesObject: .listParts
        case ("GET", true, false, false) where !namesObject: .listUploads
        default: nil
        }
    }

    /// Names in a query that make a request one about something else than the object's bytes.
    private static let subresources: Set<String> = [
        "accelerate", "acl", "append", "cors", "delete", "domain", "encryption", "intelligent-tiering", "inventory",
        "lifecycle", "location", "logging", "notification", "object-lock", "origin", "policy", "referer",
        "replication", "requestPayment", "restore", "select", "select-type", "symlink", "tagging", "torrent",
        "versionId", "versioning", "versions", "website",
    ]

    /// A method as a message may repeat it.
    private static func printable(_ method: String) -> String {
        String(method.unicodeScalars.filter { $0.properties.isAlphabetic }.prefix(16).map(Character.init))
    }
}
