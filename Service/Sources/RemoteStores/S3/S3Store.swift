public import COSProtocol
public import ObjectStore
internal import Synchronization

#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif
#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// Objects in a store that speaks S3: AWS, MinIO, COS. Servers in front of one hold no state: any number of them may
/// stand behind a load balancer.
///
/// Uploads pass through files of a local folder, whose digests are known before the store sees a byte. Objects that are
/// published together come one after the other, the original last: whoever finds it finds its results. When the store
/// fails between two of them, some results may be there without it; who repeats the request replaces them.
public final class S3Store: ObjectStore {
    /// How long it is believed that a bucket is there, in seconds.
    private static let bucketMemory = 60

    let client: S3Client
    let spool: SpoolFolder
    private let known = Mutex<[BucketName: Int]>([:])

    /// - Parameter spool: the path of a folder for uploads under way; what is left of a process that died is removed.
    /// - Throws: `StoreError` when that is no folder that can be written to.
    public init(_ settings: S3Settings, spool: String) throws(StoreError) {
        client = S3Client(settings)
        self.spool = try SpoolFolder(path: spool)
    }

    // MARK: Buckets

    public func contains(_ bucket: BucketName) async throws(StoreError) -> Bool {
        let now = time(nil)
        if let since = known.withLock({ $0[bucket] }), now - since < Self.bucketMemory { return true }
        let response = try await client.send(.init(method: "HEAD", bucket: bucket))
        switch response.status {
        case 200:
            known.withLock { $0[bucket] = now }
            return true
        case 404: return false
        default: throw Self.unexpected(response, "HEAD of bucket \(bucket)")
        }
    }

    public func buckets() async throws(StoreError) -> [BucketName] {
        let (response, bytes) = try await client.document(.init(method: "GET"))
        guard response.status == 200 else { throw Self.unexpected(response, "the list of buckets") }
        guard let root = try? XMLReader.root(of: bytes) else {
            throw StoreError(.io, "the object store's list of buckets can't be read")
        }
        return root.all("Buckets").flatMap { $0.all("Bucket") }.compactMap { $0.value("Name").flatMap(BucketName.init) }
    }

    // MARK: Objects

    public func object(_ key: ObjectKey, in bucket: BucketName) async throws(StoreError) -> any StoredObject {
        let response = try await client.send(.init(method: "HEAD", bucket: bucket, key: key.text))
        switch response.status {
        case 200:
            guard let metadata = S3Metadata.read(response, key: key), let version = response.header("etag") else {
                throw StoreError(.io, "the object store tells no size or tag of \(key)")
            }
            return S3Object(client, bucket: bucket, key: key.text, version: version, metadata: metadata)
        case 404: throw StoreError(.noSuchKey, "no object \(key)")
        default: throw Self.unexpected(response, "HEAD of \(key)")
        }
    }

    public func stage(
        _ key: ObjectKey, in bucket: BucketName, headers: ObjectHeaders
    ) async throws(StoreError) -> any StagedObject {
        guard try await contains(bucket) else { throw StoreError(.noSuchBucket, "no bucket \(bucket)") }
        return SpooledObject(key, in: bucket, headers: headers, file: try await spool.file())
    }

    public func publish(_ objects: [any StagedObject], keepingExisting: Bool) async throws(StoreError) {
        let files = objects.compactMap { $0 as? SpooledObject }
        precondition(files.count == objects.count, "objects are published by the store that staged them")
        guard let first = files.first else { return }
        if keepingExisting {
            do throws(StoreError) {
                _ = try await object(first.key, in: first.bucket)
                throw StoreError(.alreadyExists, "\(first.key) exists")
            } catch  where error.code == .noSuchKey {
                // As it should be; the store looks again.
            }
        }
        for file in files.reversed() {
            var headers = S3Metadata.headers(file.keptHeaders, file.digest)
            if keepingExisting && file === first { headers.append(("if-none-match", "*")) }
            try await put(file.file, file.digest, as: file.key.text, in: file.bucket, headers: headers)
        }
    }

    public func delete(_ key: ObjectKey, in bucket: BucketName) async throws(StoreError) {
        try await delete(key.text, in: bucket)
    }

    public var multipart: (any MultipartStore)? { S3Uploads(store: self) }

    // MARK: Requests

    /// Writes a file; the store checks its MD5.
    func put(
        _ file: SpooledFile, _ digest: ContentDigest, as key: String, in bucket: BucketName,
        headers: [(name: String, value: String)] = []
    ) async throws(StoreError) {
        var request = S3Client.Request(method: "PUT", bucket: bucket, key: key)
        request.headers = headers + [("content-md5", Data(digest.md5).base64EncodedString())]
        request.body = S3Client.Body(source: file, digest: try await file.sha256())
        let (response, _) = try await client.document(request)
        switch response.status {
        case 200: break
        case 409, 412: throw StoreError(.alreadyExists, "\(key) exists")
        default: throw Self.unexpected(response, "PUT of \(key)")
        }
    }

    func delete(_ key: String, in bucket: BucketName) async throws(StoreError) {
        let (response, _) = try await client.document(.init(method: "DELETE", bucket: bucket, key: key))
        guard [200, 204, 404].contains(response.status) else { throw Self.unexpected(response, "DELETE of \(key)") }
    }

    /// What the store answers and nobody counts on: a permission that this server has not, or a fault.
    static func unexpected(_ response: S3Client.Response, _ action: String) -> StoreError {
        StoreError(
            response.status == 403 ? .forbidden : .io, "\(action): the object store answers \(response.status)")
    }
}
