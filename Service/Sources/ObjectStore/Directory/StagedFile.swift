internal import COSProtocol
internal import Synchronization

/// A temporary file that will be an object of a `DirectoryStore`.
final class StagedFile: StagedObject {
    let bucket: BucketName
    let key: ObjectKey
    private let headers: ObjectHeaders
    private let file: TemporaryFile
    private let finished = Mutex<Sidecar.Version?>(nil)

    /// Makes the file in a workspace's temporary folder.
    ///
    /// - Throws: `StoreError`: `.readOnly`, `.io`.
    init(_ key: ObjectKey, in bucket: BucketName, headers: ObjectHeaders, folder: Descriptor) throws(StoreError) {
        self.bucket = bucket
        self.key = key
        self.headers = headers
        file = try TemporaryFile(in: folder)
    }

    /// In the workspace's temporary folder.
    var name: String { file.name }

    /// What a sidecar says of the finished file; `nil` before.
    var version: Sidecar.Version? { finished.withLock { $0 } }

    func write(_ bytes: [UInt8]) async throws(StoreError) {
        try await BlockingWork.run { () throws(StoreError) in try self.file.write(bytes) }
    }

    func finish() async throws(StoreError) -> ContentDigest {
        try await BlockingWork.run { () throws(StoreError) in try self.finish(etag: nil) }
    }

    /// Appends bytes on the calling thread.
    ///
    /// - Throws: `StoreError` with `.io`.
    func append(_ bytes: [UInt8]) throws(StoreError) {
        try file.write(bytes)
    }

    /// As `finish()`, on the calling thread.
    ///
    /// - Parameter etag: `nil` for that of the bytes.
    func finish(etag: EntityTag?) throws(StoreError) -> ContentDigest {
        let (content, identity) = try file.finish()
        let digest = ContentDigest(size: content.size, md5: content.md5, crc64: content.crc64, etag: etag)
        var headers = headers
        if headers["content-type"] == nil { headers["content-type"] = MediaType.of(file.prefix, key: key.text) }
        let version = Sidecar.Version(
            identity: identity, etag: digest.etag.text, crc64: digest.crc64, headers: headers)
        finished.withLock { $0 = version }
        return digest
    }

    func readAll() async throws(StoreError) -> [UInt8] {
        try await BlockingWork.run { () throws(StoreError) in try self.file.readAll() }
    }

    func discard() async {
        try? await BlockingWork.run { self.file.remove() }
    }

    /// The file has its place; there is nothing left to remove.
    func markPublished() {
        file.markMoved()
    }
}
