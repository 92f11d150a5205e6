public import COSProtocol

/// What identifies the bytes of an object.
public struct ContentDigest: Sendable, Hashable {
    /// In bytes.
    public let size: Int
    /// 16 bytes.
    public let md5: [UInt8]
    /// CRC-64/XZ, as `x-cos-hash-crc64ecma` states it.
    public let crc64: UInt64
    /// Of the bytes; of an object that arrived in parts, of those.
    public let etag: EntityTag

    /// - Parameter etag: `nil` for that of the bytes.
    public init(size: Int, md5: [UInt8], crc64: UInt64, etag: EntityTag? = nil) {
        self.size = size
        self.md5 = md5
        self.crc64 = crc64
        self.etag = etag ?? EntityTag(md5: md5)
    }
}
