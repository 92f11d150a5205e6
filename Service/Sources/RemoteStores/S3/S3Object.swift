internal import COSProtocol
internal import ObjectStore

/// One version of an object of an `S3Store`.
final class S3Object: StoredObject {
    let metadata: ObjectMetadata
    private let reader: SequentialReader

    /// - Parameter version: the tag that the store itself gives this version.
    init(_ client: S3Client, bucket: BucketName, key: String, version: String, metadata: ObjectMetadata) {
        self.metadata = metadata
        reader = SequentialReader { offset throws(StoreError) in
            var request = S3Client.Request(method: "GET", bucket: bucket, key: key)
            request.headers = [("if-match", version)]
            if offset > 0 { request.headers.append(("range", "bytes=\(offset)-")) }
            let response = try await client.send(request)
            guard response.status == (offset > 0 ? 206 : 200) else {
                throw StoreError(.unavailable, "the object was replaced while it was read: \(response.status)")
            }
            return (response.body, offset)
        }
    }

    func read(from offset: Int, count: Int) async throws(StoreError) -> [UInt8] {
        let count = max(0, min(count, metadata.size - offset))
        guard count > 0 else { return [] }
        return try await reader.read(from: offset, count: count)
    }
}
