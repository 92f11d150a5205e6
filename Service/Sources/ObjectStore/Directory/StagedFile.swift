internal import COSProtocol
internal import Crypto
internal import Synchronization

/// A temporary file that will be an object of a `DirectoryStore`.
final class StagedFile: StagedObject {
    private struct Content {
        var md5 = Insecure.MD5()
        var crc64 = CRC64()
        var size = 0
        var prefix: [UInt8] = []
        var version: Sidecar.Version?
        /// Whether the temporary file is still there.
        var isStaged = true
    }

    let bucket: BucketName
    let key: ObjectKey
    /// In the workspace's temporary folder.
    let name: String
    private let headers: ObjectHeaders
    private let folder: Descriptor
    private let file: Descriptor
    private let content = Mutex(Content())

    /// Makes the file in a workspace's temporary folder.
    ///
    /// - Throws: `StoreError`: `.readOnly`, `.io`.
    init(_ key: ObjectKey, in bucket: BucketName, headers: ObjectHeaders, folder: Descriptor) throws(StoreError) {
        self.bucket = bucket
        self.key = key
        self.headers = headers
        self.folder = folder
        name = Workspace.temporaryName()
        file = try folder.create(name)
    }

    deinit {
        remove()
    }

    func write(_ bytes: [UInt8]) async throws(StoreError) {
        try await BlockingWork.run { () throws(StoreError) in
            try self.content.withLock { (content) throws(StoreError) in
                try self.file.write(bytes)
                content.md5.update(data: bytes)
                content.crc64.update(bytes)
                content.size += bytes.count
                content.prefix += bytes.prefix(MediaType.prefixLength - content.prefix.count)
            }
        }
    }

    func finish() async throws(StoreError) -> ContentDigest {
        try await BlockingWork.run { () throws(StoreError) in
            try self.content.withLock { (content) throws(StoreError) in
                try self.file.stampModified()
                try self.file.synchronize()
                let digest = ContentDigest(
                    size: content.size, md5: Array(content.md5.finalize()), crc64: content.crc64.value)
                var headers = self.headers
                if headers["content-type"] == nil {
                    headers["content-type"] = MediaType.of(content.prefix, key: self.key.text)
                }
                content.version = Sidecar.Version(
                    identity: try self.file.status().identity, etag: digest.etag.text, crc64: digest.crc64,
                    headers: headers)
                return digest
            }
        }
    }

    func readAll() async throws(StoreError) -> [UInt8] {
        try await BlockingWork.run { () throws(StoreError) in
            try self.content.withLock { (content) throws(StoreError) in
                try self.file.read(from: 0, count: content.size)
            }
        }
    }

    func discard() async {
        try? await BlockingWork.run { self.remove() }
    }

    /// What a sidecar says of the finished file; `nil` before.
    var version: Sidecar.Version? {
        content.withLock { $0.version }
    }

    /// The file has its place; there is nothing left to remove.
    func markPublished() {
        content.withLock { $0.isStaged = false }
    }

    private func remove() {
        content.withLock { content in
            if content.isStaged { try? folder.remove(name) }
            content.isStaged = false
        }
    }
}
