public import COSProtocol

/// What is known of an object besides its bytes.
public struct ObjectMetadata: Sendable, Hashable {
    /// In bytes.
    public var size: Int
    public var etag: EntityTag
    /// Seconds since 1970.
    public var lastModified: Int
    /// `x-cos-hash-crc64ecma`; `nil` for a file that was not stored through this service.
    public var crc64: UInt64?
    /// What was kept of the headers it came with; a Content-Type is always among them.
    public var headers: ObjectHeaders

    public init(size: Int, etag: EntityTag, lastModified: Int, crc64: UInt64?, headers: ObjectHeaders) {
        self.size = size
        self.etag = etag
        self.lastModified = lastModified
        self.crc64 = crc64
        self.headers = headers
    }
}
