import COSProtocol
import ObjectStore
import Synchronization

/// A store that is gone with the test, and whose disk can be made to fail.
final class MemoryStore: ObjectStore {
    struct Entry {
        var bytes: [UInt8]
        var headers: ObjectHeaders
    }

    private let state = Mutex((objects: [String: Entry](), reads: 0, isBroken: false))
    let names: [BucketName]

    init(_ names: String...) {
        self.names = names.map { BucketName($0)! }
    }

    var keys: [String] { state.withLock { $0.objects.keys.sorted() } }
    var readCount: Int { state.withLock { $0.reads } }

    func bytes(_ path: String) -> [UInt8]? { state.withLock { $0.objects[path]?.bytes } }
    func headers(_ path: String) -> ObjectHeaders? { state.withLock { $0.objects[path]?.headers } }

    func put(_ bytes: [UInt8], at path: String) {
        state.withLock { $0.objects[path] = Entry(bytes: bytes, headers: ObjectHeaders()) }
    }

    /// Publishing fails from now on.
    func breakDisk() {
        state.withLock { $0.isBroken = true }
    }

    func contains(_ bucket: BucketName) async throws(StoreError) -> Bool { names.contains(bucket) }
    func buckets() async throws(StoreError) -> [BucketName] { names }

    func object(_ key: ObjectKey, in bucket: BucketName) async throws(StoreError) -> any StoredObject {
        let entry = state.withLock { state in
            state.reads += 1
            return state.objects["\(bucket)/\(key)"]
        }
        guard let entry else { throw StoreError(.noSuchKey, "no \(key)") }
        return Object(
            metadata: ObjectMetadata(
                size: entry.bytes.count, etag: EntityTag(text: "\"\(entry.bytes.hashValue)\""), lastModified: 1,
                crc64: nil,
                headers: entry.headers), bytes: entry.bytes)
    }

    func stage(
        _ key: ObjectKey, in bucket: BucketName, headers: ObjectHeaders
    ) async throws(StoreError) -> any StagedObject {
        guard names.contains(bucket) else { throw StoreError(.noSuchBucket, "no \(bucket)") }
        return Staged(bucket: bucket, key: key, headers: headers)
    }

    func publish(_ objects: [any StagedObject], keepingExisting: Bool) async throws(StoreError) {
        let staged = objects.map { $0 as! Staged }
        try state.withLock { (state) throws(StoreError) in
            guard !state.isBroken else { throw StoreError(.io, "the disk is full") }
            if keepingExisting, let first = staged.first, state.objects[first.path] != nil {
                throw StoreError(.alreadyExists, "\(first.path) exists")
            }
            for object in staged {
                state.objects[object.path] = Entry(bytes: object.bytes.withLock { $0 }, headers: object.headers)
            }
        }
    }

    func delete(_ key: ObjectKey, in bucket: BucketName) async throws(StoreError) {
        state.withLock { state in _ = state.objects.removeValue(forKey: "\(bucket)/\(key)") }
    }

    struct Object: StoredObject {
        let metadata: ObjectMetadata
        let bytes: [UInt8]

        func read(from offset: Int, count: Int) async throws(StoreError) -> [UInt8] {
            Array(bytes[offset..<min(bytes.count, offset + count)])
        }
    }

    final class Staged: StagedObject {
        let bucket: BucketName
        let key: ObjectKey
        let headers: ObjectHeaders
        let bytes = Mutex<[UInt8]>([])

        var path: String { "\(bucket)/\(key)" }

        init(bucket: BucketName, key: ObjectKey, headers: ObjectHeaders) {
            (self.bucket, self.key, self.headers) = (bucket, key, headers)
        }

        func write(_ more: [UInt8]) async throws(StoreError) { bytes.withLock { $0 += more } }

        func finish() async throws(StoreError) -> ContentDigest {
            let bytes = bytes.withLock { $0 }
            return ContentDigest(
                size: bytes.count, md5: Array(repeating: UInt8(bytes.count % 251), count: 16), crc64: 0)
        }

        func readAll() async throws(StoreError) -> [UInt8] { bytes.withLock { $0 } }
        func discard() async {}
    }
}
