internal import AsyncHTTPClient
internal import COSProtocol
internal import NIOCore
internal import ObjectStore
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

/// Uploads in parts to an `S3Store`: each part an object of its own, below keys that no client can name.
///
/// The store's own uploads in parts would not let rules see an object before it is published. So any server may take
/// any part, and all or nothing holds.
///
/// ```
/// .enhance/uploads/<id>/upload            what it will be
/// .enhance/uploads/<id>/<number>-<MD5>    a part
/// ```
struct S3Uploads: MultipartStore {
    private struct Note: Codable {
        let key: String
        let headers: ObjectHeaders
        let started: Int
    }

    private struct Entry {
        let name: String
        let size: Int
        let modified: Int
    }

    private static let root = "\(ObjectKey.reservedPrefix)/uploads/"

    let store: S3Store

    private static func place(_ id: UploadID, _ name: String) -> String { "\(root)\(id)/\(name)" }

    func begin(
        _ key: ObjectKey, in bucket: BucketName, headers: ObjectHeaders
    ) async throws(StoreError) -> MultipartUpload {
        let upload = MultipartUpload(id: .random(), bucket: bucket, key: key, headers: headers, started: time(nil))
        let note = Note(key: key.text, headers: headers, started: upload.started)
        let file = try await store.spool.file()
        // Text and numbers alone can always be encoded.
        try await file.write(Array((try? JSONEncoder().encode(note)) ?? Data()))
        try await store.put(file, file.finish(), as: Self.place(upload.id, "upload"), in: bucket)
        return upload
    }

    func upload(
        _ id: UploadID, of key: ObjectKey, in bucket: BucketName
    ) async throws(StoreError) -> MultipartUpload {
        guard let upload = try await upload(id, in: bucket), upload.key == key else {
            throw StoreError(.noSuchUpload, "no upload \(id)")
        }
        return upload
    }

    private func upload(_ id: UploadID, in bucket: BucketName) async throws(StoreError) -> MultipartUpload? {
        let request = S3Client.Request(method: "GET", bucket: bucket, key: Self.place(id, "upload"))
        let (response, json) = try await store.client.document(request)
        guard response.status != 404 else { return nil }
        guard response.status == 200 else { throw S3Store.unexpected(response, "GET of an upload's note") }
        guard let note = try? JSONDecoder().decode(Note.self, from: Data(json)), let key = try? ObjectKey(note.key)
        else { return nil }
        return MultipartUpload(id: id, bucket: bucket, key: key, headers: note.headers, started: note.started)
    }

    func stage(_ number: PartNumber, of upload: MultipartUpload) async throws(StoreError) -> any StagedPart {
        SpooledPart(number, of: upload, in: self, file: try await store.spool.file())
    }

    fileprivate func publish(
        _ file: SpooledFile, _ digest: ContentDigest, as number: PartNumber, of upload: MultipartUpload
    ) async throws(StoreError) {
        // Whoever aborted it meanwhile has removed the note.
        guard try await self.upload(upload.id, in: upload.bucket) != nil else {
            throw StoreError(.noSuchUpload, "the upload is gone")
        }
        let own = "\(number.value)-\(Hexadecimal.lower(digest.md5))"
        try await store.put(file, digest, as: Self.place(upload.id, own), in: upload.bucket)
        for (part, name) in try await named(upload) where part.number == number && name != own {
            try await store.delete(Self.place(upload.id, name), in: upload.bucket)
        }
    }

    func parts(of upload: MultipartUpload) async throws(StoreError) -> [UploadedPart] {
        try await named(upload).map(\.part)
    }

    /// The parts by number, of two with one number the newer.
    private func named(_ upload: MultipartUpload) async throws(StoreError) -> [(part: UploadedPart, name: String)] {
        var newest: [PartNumber: (part: UploadedPart, name: String)] = [:]
        for entry in try await list(Self.root + upload.id.text + "/", in: upload.bucket) {
            let words = entry.name.split(separator: "-")
            guard words.count == 2, let number = Int(words[0]).flatMap(PartNumber.init),
                let md5 = Hexadecimal.bytes(words[1]), md5.count == 16
            else { continue }
            if let other = newest[number], other.part.lastModified > entry.modified { continue }
            newest[number] = (
                UploadedPart(number: number, size: entry.size, md5: md5, lastModified: entry.modified), entry.name
            )
        }
        return newest.values.sorted { $0.part.number < $1.part.number }
    }

    func assemble(
        _ parts: [UploadCompletion.Part], of upload: MultipartUpload
    ) async throws(StoreError) -> (object: any StagedObject, digest: ContentDigest) {
        let chosen = try UploadedPart.chosen(parts, from: try await self.parts(of: upload))
        let object = SpooledObject(
            upload.key, in: upload.bucket, headers: upload.headers, file: try await store.spool.file())
        for part in chosen {
            let place = Self.place(upload.id, "\(part.number.value)-\(Hexadecimal.lower(part.md5))")
            let response = try await store.client.send(.init(method: "GET", bucket: upload.bucket, key: place))
            guard response.status == 200 else { throw StoreError(.noSuchUpload, "a part is gone") }
            var count = 0
            do {
                for try await buffer in response.body {
                    count += buffer.readableBytes
                    try await object.write(Array(buffer.readableBytesView))
                }
            } catch let error as StoreError {
                throw error
            } catch {
                throw StoreError(.unavailable, "a part's bytes stopped coming: \(error)")
            }
            guard count == part.size else { throw StoreError(.unavailable, "a part's bytes ended early") }
        }
        return (object, object.finish(etag: EntityTag(partMD5s: chosen.map(\.md5))))
    }

    func remove(_ upload: MultipartUpload) async throws(StoreError) {
        // The note goes first: without it there is no upload.
        try await store.delete(Self.place(upload.id, "upload"), in: upload.bucket)
        for entry in try await list(Self.root + upload.id.text + "/", in: upload.bucket) {
            try await store.delete(Self.place(upload.id, entry.name), in: upload.bucket)
        }
    }

    func uploads(in bucket: BucketName) async throws(StoreError) -> [MultipartUpload] {
        var uploads: [MultipartUpload] = []
        for id in try await ids(in: bucket).keys {
            if let upload = try await upload(id, in: bucket) { uploads.append(upload) }
        }
        return uploads
    }

    func removeAbandoned(before time: Int) async throws(StoreError) -> Int {
        var count = 0
        for bucket in try await store.buckets() {
            for (id, newest) in try await ids(in: bucket) where newest < time {
                for entry in try await list(Self.root + id.text + "/", in: bucket) {
                    try await store.delete(Self.place(id, entry.name), in: bucket)
                }
                count += 1
            }
        }
        return count
    }

    /// When something was last added to each upload, parts of removed ones among them.
    private func ids(in bucket: BucketName) async throws(StoreError) -> [UploadID: Int] {
        var ids: [UploadID: Int] = [:]
        for entry in try await list(Self.root, in: bucket) {
            guard let id = entry.name.split(separator: "/").first.flatMap({ UploadID(String($0)) }) else { continue }
            ids[id] = max(ids[id] ?? 0, entry.modified)
        }
        return ids
    }

    /// Everything below a prefix, which the names are without.
    private func list(_ prefix: String, in bucket: BucketName) async throws(StoreError) -> [Entry] {
        var entries: [Entry] = []
        var token: String?
        repeat {
            var request = S3Client.Request(method: "GET", bucket: bucket)
            request.query = [("list-type", "2"), ("prefix", prefix)]
            if let token { request.query.append(("continuation-token", token)) }
            let (response, bytes) = try await store.client.document(request)
            guard response.status == 200 else { throw S3Store.unexpected(response, "list of \(bucket)") }
            guard let root = try? XMLReader.root(of: bytes) else {
                throw StoreError(.io, "the object store's list can't be read")
            }
            for item in root.all("Contents") {
                guard let key = item.value("Key"), let size = item.value("Size").flatMap({ Int($0) }),
                    let modified = item.value("LastModified").flatMap({ try? Date($0, strategy: .iso8601) })
                else { continue }
                entries.append(
                    Entry(
                        name: String(key.dropFirst(prefix.count)), size: size,
                        modified: Int(modified.timeIntervalSince1970)))
            }
            token = root.value("IsTruncated") == "true" ? root.value("NextContinuationToken") : nil
        } while token != nil
        return entries
    }
}

/// A part on its way.
private final class SpooledPart: StagedPart {
    private let number: PartNumber
    private let upload: MultipartUpload
    private let uploads: S3Uploads
    private let file: SpooledFile
    private let finished = Mutex<ContentDigest?>(nil)

    init(_ number: PartNumber, of upload: MultipartUpload, in uploads: S3Uploads, file: SpooledFile) {
        self.number = number
        self.upload = upload
        self.uploads = uploads
        self.file = file
    }

    func write(_ bytes: [UInt8]) async throws(StoreError) {
        try await file.write(bytes)
    }

    func finish() async throws(StoreError) -> ContentDigest {
        let digest = file.finish()
        finished.withLock { $0 = digest }
        return digest
    }

    func publish() async throws(StoreError) {
        guard let digest = finished.withLock({ $0 }) else {
            preconditionFailure("a part must be finished before publishing")
        }
        try await uploads.publish(file, digest, as: number, of: upload)
    }

    func discard() async {
        await file.discard()
    }
}
