internal import COSProtocol
internal import Crypto

/// A folder of this machine for files on their way to another.
public final class SpoolFolder: Sendable {
    private let folder: Descriptor
    /// Closing it gives the lock back.
    private let lock: Descriptor

    /// Opens a folder and removes what a process that died has left in it.
    ///
    /// - Throws: `StoreError` when `path` is no folder that can be written to.
    public init(path: String) throws(StoreError) {
        folder = try Descriptor.folder(at: path).folder(making: "spool", permissions: 0o700)
        // Another process may be using its own.
        let lock = try folder.lockFile("lock")
        if lock.lock(.exclusive, waiting: false) {
            for name in try folder.names() where name.hasPrefix("new-") { try folder.remove(name) }
        }
        _ = lock.lock(.shared)
        self.lock = lock
    }

    /// - Throws: `StoreError`: `.readOnly`, `.io`.
    public func file() async throws(StoreError) -> SpooledFile {
        try await BlockingWork.run { () throws(StoreError) in SpooledFile(try TemporaryFile(in: self.folder)) }
    }
}

/// A file on its way, gone when the last reference goes.
public final class SpooledFile: ByteSource {
    private static let piece = 1 << 20

    private let file: TemporaryFile

    init(_ file: TemporaryFile) {
        self.file = file
    }

    public var size: Int { file.size }
    /// The first bytes, of which a type is guessed.
    public var prefix: [UInt8] { file.prefix }

    /// Appends bytes; calls must not overlap.
    ///
    /// - Throws: `StoreError` with `.io`.
    public func write(_ bytes: [UInt8]) async throws(StoreError) {
        try await BlockingWork.run { () throws(StoreError) in try self.file.write(bytes) }
    }

    /// No more bytes follow.
    public func finish() -> ContentDigest { file.digest() }

    public func read(from offset: Int, count: Int) async throws(StoreError) -> [UInt8] {
        try await BlockingWork.run { () throws(StoreError) in try self.file.read(from: offset, count: count) }
    }

    /// In hexadecimal digits.
    ///
    /// - Throws: `StoreError` with `.io`.
    public func sha256() async throws(StoreError) -> String {
        try await BlockingWork.run { () throws(StoreError) in
            var hash = SHA256()
            for offset in stride(from: 0, to: self.size, by: Self.piece) {
                hash.update(data: try self.file.read(from: offset, count: min(Self.piece, self.size - offset)))
            }
            return Hexadecimal.lower(hash.finalize())
        }
    }

    public func discard() async {
        try? await BlockingWork.run { self.file.remove() }
    }
}
