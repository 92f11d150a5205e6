public import COSProtocol
public import ObjectStore

/// A PUT of an object, up to its body.
public struct Upload: Sendable {
    public var bucket: BucketName
    public var key: ObjectKey
    /// What is kept besides the bytes.
    public var headers: ObjectHeaders
    /// What the client says the body's MD5 is.
    public var md5: [UInt8]?
    /// Whether an object that exists must stay as it is.
    public var keepsExisting: Bool

    public init(
        bucket: BucketName, key: ObjectKey, headers: ObjectHeaders, md5: [UInt8]? = nil, keepsExisting: Bool = false
    ) {
        self.bucket = bucket
        self.key = key
        self.headers = headers
        self.md5 = md5
        self.keepsExisting = keepsExisting
    }
}

/// What was stored.
public struct Outcome: Sendable {
    /// Of the body that arrived; `nil` where none did.
    public let digest: ContentDigest?
    /// The object's tag as it is now: that of a result where one took the original's place.
    public let etag: EntityTag
    /// Of the original, where it was asked for and the original is an image.
    public let imageInfo: UploadResult.ImageInfo?
    /// One a rule, in the rules' order.
    public let results: [StoredResult]
}

/// A result in the store.
public struct StoredResult: Sendable {
    public let bucket: BucketName
    public let key: ObjectKey
    public let etag: EntityTag
    /// In bytes.
    public let size: Int
    /// Name of the format, size in pixels and quality; `nil` for the copy of a file that is no image.
    public let format: String?
    public let width: Int?
    public let height: Int?
    public let quality: Int?
}
