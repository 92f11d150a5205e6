import Foundation
import Testing

@testable import COSProtocol
@testable import ObjectStore

@Suite struct DirectoryUploadsTests {
    private let folder: StoreFolder
    private let store: DirectoryStore
    private let uploads: any MultipartStore
    private let bucket = BucketName("b-1")!

    init() throws {
        folder = try StoreFolder(buckets: ["b-1", "c-2"])
        store = try DirectoryStore(path: folder.path)
        uploads = try #require(store.multipart)
    }

    private func begin(_ key: String = "p/k", headers: ObjectHeaders = ObjectHeaders()) async throws -> MultipartUpload
    {
        try await uploads.begin(ObjectKey(key), in: bucket, headers: headers)
    }

    @discardableResult
    private func put(_ text: String, _ number: Int, _ upload: MultipartUpload) async throws -> UploadCompletion.Part {
        let part = try await uploads.stage(PartNumber(number)!, of: upload)
        try await part.write(Array(text.utf8))
        let digest = try await part.finish()
        try await part.publish()
        return UploadCompletion.Part(number: PartNumber(number)!, etag: digest.etag)
    }

    @Test func `parts in any order become one object, with the headers the upload began with`() async throws {
        let upload = try await begin(headers: ObjectHeaders([.init(name: "x-cos-meta-a", value: "1")]))
        let third = try await put("ccc", 30, upload)
        let first = try await put("a", 1, upload)
        _ = try await put("not chosen", 2, upload)
        #expect(try await uploads.parts(of: upload).map(\.number.value) == [1, 2, 30])
        #expect(folder.exists("b-1/p/k") == false, "nobody sees it before it is complete")
        let (object, digest) = try await uploads.assemble([first, third], of: upload)
        #expect(digest.etag == EntityTag(partMD5s: [md5(Array("a".utf8)), md5(Array("ccc".utf8))]))
        #expect(digest.crc64 == CRC64.checksum(Array("accc".utf8)) && digest.size == 4)
        #expect(try await object.readAll() == Array("accc".utf8))
        try await store.publish([object], keepingExisting: false)
        try await uploads.remove(upload)
        let stored = try await store.object(upload.key, in: bucket)
        #expect(try await stored.readAll() == Array("accc".utf8))
        #expect(stored.metadata.etag == digest.etag && stored.metadata.headers["x-cos-meta-a"] == "1")
        #expect(try folder.names(".enhance/uploads").isEmpty && folder.names(".enhance/tmp").isEmpty)
    }

    @Test func `a part that comes again takes the place of the first`() async throws {
        let upload = try await begin()
        let old = try await put("old", 1, upload)
        let new = try await put("new", 1, upload)
        #expect(try await uploads.parts(of: upload).map(\.etag) == [new.etag])
        await expect(.invalidPart) { _ = try await uploads.assemble([old], of: upload) }
        let (object, _) = try await uploads.assemble([new], of: upload)
        #expect(try await object.readAll() == Array("new".utf8))
    }

    @Test func `InvalidPart: one that is not there, or is another`() async throws {
        let upload = try await begin()
        let part = try await put("a", 1, upload)
        let missing = UploadCompletion.Part(number: PartNumber(2)!, etag: part.etag)
        let other = UploadCompletion.Part(number: part.number, etag: EntityTag(text: "\"x\""))
        for parts in [[part, missing], [other]] {
            await expect(.invalidPart) { _ = try await uploads.assemble(parts, of: upload) }
        }
        #expect(try folder.names(".enhance/tmp").isEmpty)
    }

    @Test func `NoSuchUpload: of another key or bucket, one that is gone, one that never was`() async throws {
        let upload = try await begin()
        #expect(try await uploads.upload(upload.id, of: upload.key, in: bucket) == upload)
        let elsewhere = [(ObjectKey, BucketName)](
            arrayLiteral: (try ObjectKey("k"), bucket), (upload.key, BucketName("c-2")!))
        for (key, bucket) in elsewhere {
            await expect(.noSuchUpload) { _ = try await uploads.upload(upload.id, of: key, in: bucket) }
        }
        await expect(.noSuchUpload) { _ = try await uploads.upload(.random(), of: upload.key, in: bucket) }
        let late = try await uploads.stage(PartNumber(1)!, of: upload)
        _ = try await late.finish()
        try await uploads.remove(upload)
        try await uploads.remove(upload)
        await expect(.noSuchUpload) { _ = try await uploads.parts(of: upload) }
        await expect(.noSuchUpload) { try await late.publish() }
        await late.discard()
        #expect(try folder.names(".enhance/tmp").isEmpty && folder.names(".enhance/uploads").isEmpty)
    }

    @Test func `a staged part that is let go of leaves nothing`() async throws {
        let upload = try await begin()
        try await uploads.stage(PartNumber(1)!, of: upload).write([1])
        #expect(try folder.names(".enhance/tmp").isEmpty)
        #expect(try await uploads.parts(of: upload).isEmpty)
    }

    @Test func `uploads are listed by bucket and survive a restart`() async throws {
        let upload = try await begin()
        let part = try await put("a", 1, upload)
        _ = try await uploads.begin(ObjectKey("k"), in: BucketName("c-2")!, headers: ObjectHeaders())
        let again = try #require(try DirectoryStore(path: folder.path).multipart)
        #expect(try await again.uploads(in: bucket) == [upload])
        #expect(try await again.parts(of: upload).map(\.etag) == [part.etag])
        #expect(try await store.buckets().count == 2, "what uploads need is no bucket")
    }

    @Test func `abandoned uploads are removed, those that somebody goes on with stay`() async throws {
        let old = try await begin("old")
        try await put("a", 1, old)
        let past = Date(timeIntervalSinceNow: -1000)
        try FileManager.default.setAttributes(
            [.modificationDate: past], ofItemAtPath: "\(folder.path)/.enhance/uploads/\(old.id)")
        let new = try await begin("new")
        #expect(try await uploads.removeAbandoned(before: Int(Date().timeIntervalSince1970) - 500) == 1)
        #expect(try await uploads.uploads(in: bucket) == [new])
        #expect(try folder.names(".enhance/uploads") == [new.id.text])
    }

    @Test func `PathConflict: where no object can be, no upload begins`() async throws {
        try await store.put("x", "p")
        await expect(.pathConflict) { _ = try await begin("p/k") }
    }

    private func expect(_ code: StoreError.Code, _ body: () async throws -> Void) async {
        let error = await #expect(throws: StoreError.self) { try await body() }
        #expect(error?.code == code)
    }
}
