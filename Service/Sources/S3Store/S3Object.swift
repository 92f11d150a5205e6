internal import AsyncHTTPClient
internal import COSProtocol
internal import NIOCore
internal import ObjectStore

/// An object of an `S3Store`: one version of it, read in order over one connection.
final class S3Object: StoredObject {
    let metadata: ObjectMetadata
    private let reader: Reader

    /// - Parameter version: the tag that the store itself gives this version.
    init(_ client: S3Client, bucket: BucketName, key: String, version: String, metadata: ObjectMetadata) {
        self.metadata = metadata
        reader = Reader(client: client, bucket: bucket, key: key, version: version)
    }

    func read(from offset: Int, count: Int) async throws(StoreError) -> [UInt8] {
        let count = max(0, min(count, metadata.size - offset))
        guard count > 0 else { return [] }
        return try await reader.read(from: offset, count: count)
    }

    /// Goes on where it stopped, and begins anew for whoever jumps.
    private final class Reader: @unchecked Sendable {
        private let client: S3Client
        private let bucket: BucketName
        private let key: String
        private let version: String
        // One task reads an object at a time, as it reads a file: that is all that keeps these from races.
        private var iterator: HTTPClientResponse.Body.AsyncIterator?
        private var buffer = ByteBuffer()
        private var position = -1

        init(client: S3Client, bucket: BucketName, key: String, version: String) {
            (self.client, self.bucket, self.key, self.version) = (client, bucket, key, version)
        }

        func read(from offset: Int, count: Int) async throws(StoreError) -> [UInt8] {
            if offset != position || iterator == nil { try await open(at: offset) }
            while buffer.readableBytes < count {
                do {
                    guard let next = try await iterator?.next() else { break }
                    buffer.writeImmutableBuffer(next)
                } catch {
                    iterator = nil
                    throw StoreError(.unavailable, "an object's bytes stopped coming: \(error)")
                }
            }
            guard let bytes = buffer.readBytes(length: count) else {
                iterator = nil
                throw StoreError(.unavailable, "an object's bytes ended early")
            }
            position = offset + count
            buffer.discardReadBytes()
            return bytes
        }

        private func open(at offset: Int) async throws(StoreError) {
            var request = S3Client.Request(method: "GET", bucket: bucket, key: key)
            request.headers = [("if-match", version)]
            if offset > 0 { request.headers.append(("range", "bytes=\(offset)-")) }
            let response = try await client.send(request)
            guard response.status == (offset > 0 ? 206 : 200) else {
                throw StoreError(.unavailable, "the object was replaced while it was read: \(response.status)")
            }
            iterator = response.body.makeAsyncIterator()
            buffer.clear()
            position = offset
        }
    }
}
