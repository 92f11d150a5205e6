internal import COSProtocol
internal import Crypto
internal import Synchronization

/// A new file in the workspace's temporary folder that is digested as it is written. It is removed when the last
/// reference goes, unless it has been given another place.
final class TemporaryFile: Sendable {
    private struct State {
        var md5 = Insecure.MD5()
        var crc64 = CRC64()
        var size = 0
        var prefix: [UInt8] = []
        /// Whether the file is still in the temporary folder.
        var isThere = true
    }

    /// In the temporary folder.
    let name: String
    private let folder: Descriptor
    private let file: Descriptor
    private let state = Mutex(State())

    /// - Throws: `StoreError`: `.readOnly`, `.io`.
    init(in folder: Descriptor) throws(StoreError) {
        self.folder = folder
        name = Workspace.temporaryName()
        file = try folder.create(name)
    }

    deinit {
        remove()
    }

    /// In bytes.
    var size: Int { state.withLock { $0.size } }

    /// The first bytes, of which a type is guessed.
    var prefix: [UInt8] { state.withLock { $0.prefix } }

    /// - Throws: `StoreError` with `.io`.
    func write(_ bytes: [UInt8]) throws(StoreError) {
        try state.withLock { (state) throws(StoreError) in
            try file.write(bytes)
            state.md5.update(data: bytes)
            state.crc64.update(bytes)
            state.size += bytes.count
            state.prefix += bytes.prefix(MediaType.prefixLength - state.prefix.count)
        }
    }

    /// Waits until the bytes are on the disk.
    ///
    /// - Throws: `StoreError` with `.io`.
    func finish() throws(StoreError) -> (digest: ContentDigest, identity: FileIdentity) {
        try file.stampModified()
        try file.synchronize()
        return (digest(), try file.status().identity)
    }

    /// Of what was written so far.
    func digest() -> ContentDigest {
        state.withLock { state in
            // The hash is a value: it may go on afterwards.
            ContentDigest(size: state.size, md5: Array(state.md5.finalize()), crc64: state.crc64.value)
        }
    }

    /// - Throws: `StoreError` with `.io`.
    func read(from offset: Int, count: Int) throws(StoreError) -> [UInt8] {
        try file.read(from: offset, count: count)
    }

    /// - Throws: `StoreError` with `.io`.
    func readAll() throws(StoreError) -> [UInt8] {
        try read(from: 0, count: size)
    }

    /// The file has its place; there is nothing left to remove.
    func markMoved() {
        state.withLock { $0.isThere = false }
    }

    func remove() {
        state.withLock { state in
            if state.isThere { try? folder.remove(name) }
            state.isThere = false
        }
    }
}
