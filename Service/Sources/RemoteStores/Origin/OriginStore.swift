internal import AsyncHTTPClient
public import COSProtocol
internal import NIOHTTP1
public import ObjectStore
internal import RemoteImages

/// The files of a web server as the objects of one bucket, to read and to enhance; nothing is written.
///
/// The operator names the server, so its address may be private. Apart from that it is trusted no further than an
/// image's source from anywhere (`RemoteImages`): redirects are not followed, nothing is unfolded, time is bounded, bytes
/// are by what it said before the first one was read, and nothing of a client's request goes along.
public struct OriginStore: ObjectStore {
    private let settings: OriginSettings
    private let bucket: BucketName
    private let client: PatientClient

    /// - Parameter bucket: whose objects the files are: a request for another one finds nothing.
    public init(_ settings: OriginSettings, bucket: BucketName) {
        self.settings = settings
        self.bucket = bucket
        client = PatientClient(
            host: settings.base.host, connections: settings.connections, attempts: settings.attempts)
    }

    public func contains(_ bucket: BucketName) async throws(StoreError) -> Bool { bucket == self.bucket }

    public func buckets() async throws(StoreError) -> [BucketName] { [bucket] }

    public func object(_ key: ObjectKey, in bucket: BucketName) async throws(StoreError) -> any StoredObject {
        guard bucket == self.bucket else { throw StoreError(.noSuchBucket, "no bucket \(bucket)") }
        let response = try await send("HEAD", key)
        guard response.status == .ok else { throw Self.refusal(response, key) }
        let metadata = try OriginMetadata.read(response, key: key)
        return OriginObject(metadata: metadata) { offset throws(StoreError) in
            let response = try await send("GET", key, from: offset)
            let isPart = response.status == .partialContent
            guard response.status == .ok || isPart && offset > 0 else { throw Self.refusal(response, key) }
            let now = try OriginMetadata.read(response, key: key)
            guard (now.etag, now.size, now.lastModified) == (metadata.etag, metadata.size, metadata.lastModified) else {
                throw StoreError(.unavailable, "\(key) was replaced while it was read")
            }
            return (response.body, isPart ? offset : 0)
        }
    }

    public func stage(
        _ key: ObjectKey, in bucket: BucketName, headers: ObjectHeaders
    ) async throws(StoreError) -> any StagedObject {
        throw Self.readOnly
    }

    public func publish(_ objects: [any StagedObject], keepingExisting: Bool) async throws(StoreError) {
        throw Self.readOnly
    }

    public func delete(_ key: ObjectKey, in bucket: BucketName) async throws(StoreError) { throw Self.readOnly }

    private static let readOnly = StoreError(.readOnly, "a web origin is only read")

    private func send(
        _ method: String, _ key: ObjectKey, from offset: Int = 0
    ) async throws(StoreError) -> HTTPClientResponse {
        try await client.send {
            var request = HTTPClientRequest(url: settings.url(of: key))
            request.method = HTTPMethod(rawValue: method)
            request.headers = ["accept-encoding": "identity", "user-agent": "enhance-server"]
            if offset > 0 { request.headers.add(name: "range", value: "bytes=\(offset)-") }
            return request
        }
    }

    /// What a client can't mend by asking again must not look as if it could.
    private static func refusal(_ response: HTTPClientResponse, _ key: ObjectKey) -> StoreError {
        switch response.status.code {
        case 404, 410: StoreError(.noSuchKey, "no object \(key)")
        case 300..<400: StoreError(.noSuchKey, "\(key) is elsewhere by the origin's word, which is not followed")
        default: StoreError(.forbidden, "\(key): the origin answers \(response.status.code)")
        }
    }
}

/// One version of an origin's file.
private final class OriginObject: StoredObject {
    let metadata: ObjectMetadata
    private let reader: SequentialReader

    init(metadata: ObjectMetadata, open: @escaping SequentialReader.Open) {
        self.metadata = metadata
        reader = SequentialReader(open: open)
    }

    func read(from offset: Int, count: Int) async throws(StoreError) -> [UInt8] {
        let count = max(0, min(count, metadata.size - offset))
        guard count > 0 else { return [] }
        return try await reader.read(from: offset, count: count)
    }
}
