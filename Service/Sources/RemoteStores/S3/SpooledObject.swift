internal import COSProtocol
internal import ObjectStore
internal import Synchronization

/// A file on its way to an `S3Store`.
final class SpooledObject: StagedObject {
    let bucket: BucketName
    let key: ObjectKey
    let file: SpooledFile
    private let headers: ObjectHeaders
    private let finished = Mutex<ContentDigest?>(nil)

    init(_ key: ObjectKey, in bucket: BucketName, headers: ObjectHeaders, file: SpooledFile) {
        self.bucket = bucket
        self.key = key
        self.headers = headers
        self.file = file
    }

    /// Of the finished file.
    var digest: ContentDigest {
        guard let digest = finished.withLock({ $0 }) else {
            preconditionFailure("an object must be finished before publishing")
        }
        return digest
    }

    /// With a type, which is guessed where none was given.
    var keptHeaders: ObjectHeaders {
        var headers = headers
        if headers["content-type"] == nil { headers["content-type"] = MediaType.of(file.prefix, key: key.text) }
        return headers
    }

    func write(_ bytes: [UInt8]) async throws(StoreError) {
        try await file.write(bytes)
    }

    func finish() async throws(StoreError) -> ContentDigest {
        finish(etag: nil)
    }

    /// - Parameter etag: `nil` for that of the bytes.
    func finish(etag: EntityTag?) -> ContentDigest {
        let content = file.finish()
        let digest = ContentDigest(size: content.size, md5: content.md5, crc64: content.crc64, etag: etag)
        finished.withLock { $0 = digest }
        return digest
    }

    func readAll() async throws(StoreError) -> [UInt8] {
        try await file.readAll()
    }

    func discard() async {
        await file.discard()
    }
}
