internal import COSProtocol
internal import Crypto

/// An entry of a cache, open and known to be sound.
///
/// Its file is a magic number, a SHA-256 of all that follows and of the key, the label's length, the label, the bytes.
public final class CacheEntry: ByteSource {
    private static let magic = Array("enhance-cache 1\n".utf8)
    private static let digestLength = 32
    private static let piece = 1 << 20

    /// What was kept with the bytes.
    public let label: String
    public let size: Int
    private let file: Descriptor
    private let offset: Int

    /// `nil` for what is no entry of this key, whole and as it was written.
    ///
    /// - Throws: `StoreError` with `.io`.
    init?(_ file: Descriptor, key: CacheKey) throws(StoreError) {
        let start = Self.magic.count + Self.digestLength
        let head = try file.read(from: 0, count: start + 256)
        guard head.count > start, head.starts(with: Self.magic) else { return nil }
        let labelLength = Int(head[start])
        let fileSize = try file.status().identity.size
        guard fileSize >= start + 1 + labelLength,
            let label = String(validating: head[(start + 1)...].prefix(labelLength), as: UTF8.self)
        else { return nil }
        var hash = SHA256()
        hash.update(data: Array(key.name.utf8))
        for position in stride(from: start, to: fileSize, by: Self.piece) {
            hash.update(data: try file.read(from: position, count: min(Self.piece, fileSize - position)))
        }
        guard hash.finalize().elementsEqual(head[Self.magic.count..<start]) else { return nil }
        self.file = file
        self.label = label
        offset = start + 1 + labelLength
        size = fileSize - offset
    }

    /// What a file has in front of its bytes.
    static func header(of bytes: [UInt8], label: String, key: CacheKey) -> [UInt8] {
        let label = Array(label.utf8.prefix(255))
        let head = [UInt8(label.count)] + label
        var hash = SHA256()
        hash.update(data: Array(key.name.utf8))
        hash.update(data: head)
        hash.update(data: bytes)
        return magic + Array(hash.finalize()) + head
    }

    public func read(from offset: Int, count: Int) async throws(StoreError) -> [UInt8] {
        let count = max(0, min(count, size - offset))
        guard count > 0 else { return [] }
        return try await BlockingWork.run { () throws(StoreError) in
            try self.file.read(from: self.offset + offset, count: count)
        }
    }
}
