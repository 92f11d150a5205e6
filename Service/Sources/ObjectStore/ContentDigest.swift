public import COSProtocol

/// What identifies the bytes of an object.
public struct ContentDigest: Sendable, Hashable {
    /// In bytes.
    public let size: Int
    /// 16 bytes.
    public let md5: [UInt8]
    /// CRC-64/XZ, as `x-cos-hash-crc64ecma` states it.
    public let crc64: UInt64

    public init(size: Int, md5: [UInt8], crc64: UInt64) {
        self.size = size
        self.md5 = md5
        self.crc64 = crc64
    }

    public var etag: EntityTag { EntityTag(md5: md5) }
}
