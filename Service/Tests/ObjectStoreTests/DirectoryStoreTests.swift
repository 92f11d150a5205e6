import COSProtocol
import Foundation
import Testing

@testable import ObjectStore

@Suite struct DirectoryStoreTests {
    private let folder: StoreFolder
    private let store: DirectoryStore

    init() throws {
        folder = try StoreFolder(buckets: ["b-1", "c-2"])
        store = try DirectoryStore(path: folder.path)
    }

    // MARK: Reading and writing

    @Test(arguments: ["a", "p/q/r.png", "图/ü 😀.jpg", ".hidden", String(repeating: "x", count: 255)])
    func `an object is a plain file, and comes back with what it was stored with`(key: String) async throws {
        let headers = ["content-type": "image/x", "cache-control": "no-store", "x-cos-meta-a": "1"]
        try await store.put("hello", key, headers: headers)
        #expect(try folder.read("b-1/" + key) == "hello")
        let object = try await store.get(key)
        #expect(try await object.readAll() == Array("hello".utf8))
        let metadata = object.metadata
        #expect(metadata.size == 5 && metadata.etag == EntityTag(md5: md5(Array("hello".utf8))))
        #expect(metadata.crc64 == CRC64.checksum(Array("hello".utf8)))
        for (name, value) in headers { #expect(metadata.headers[name] == value) }
        #expect(abs(Double(metadata.lastModified) - Date().timeIntervalSince1970) < 60)
    }

    @Test func `an object written in pieces has the digest of the whole, and none is also one`() async throws {
        for pieces in [[], ["a"], ["hello, ", "", "wor", "ld"]] {
            let staged = try await store.stage(ObjectKey("k"), in: BucketName("b-1")!, headers: ObjectHeaders())
            for piece in pieces { try await staged.write(Array(piece.utf8)) }
            let bytes = Array(pieces.joined().utf8)
            #expect(try await staged.readAll() == bytes)
            let digest = try await staged.finish()
            #expect(digest == ContentDigest(size: bytes.count, md5: md5(bytes), crc64: CRC64.checksum(bytes)))
            try await store.publish([staged], keepingExisting: false)
            #expect(try await store.get("k").readAll() == bytes)
        }
    }

    @Test func `any part of an object can be read, and none beyond its end`() async throws {
        try await store.put("0123456789", "k")
        let object = try await store.get("k")
        for (offset, count, expected) in [
            (0, 3, "012"), (7, 3, "789"), (7, 99, "789"), (10, 1, ""), (99, 1, ""), (3, 0, ""),
        ] {
            let bytes = try await object.read(from: offset, count: count)
            #expect(String(decoding: bytes, as: UTF8.self) == expected)
        }
    }

    @Test func `a type is guessed where none was given`() async throws {
        try await store.put("\u{89}", "a.png")
        #expect(try await store.get("a.png").metadata.headers["content-type"] == "image/png")
        try await store.put("<html>", "a.html")
        #expect(try await store.get("a.html").metadata.headers["content-type"] == "application/octet-stream")
    }

    @Test func `what is staged is not seen, and gone when it is discarded or let go of`() async throws {
        let staged = try await store.stage(
            Array("x".utf8), as: ObjectKey("k"), in: BucketName("b-1")!, headers: .init())
        #expect(await failure { () throws(StoreError) in try await store.get("k") } == .noSuchKey)
        #expect(try folder.names(".enhance/tmp").count == 1)
        await staged.discard()
        #expect(try folder.names(".enhance/tmp").isEmpty)
        do { _ = try await store.stage(ObjectKey("k"), in: BucketName("b-1")!, headers: .init()) }
        #expect(try folder.names(".enhance/tmp").isEmpty)
        #expect(try folder.names("b-1").isEmpty)
    }

    @Test func `deleting takes the sidecar and folders that are empty then, and may find nothing`() async throws {
        try await store.put("x", "a/b/c")
        try await store.put("x", "a/d")
        let bucket = BucketName("b-1")!
        try await store.delete(ObjectKey("a/b/c"), in: bucket)
        #expect(try folder.names("b-1/a") == ["d"] && folder.names(".enhance/b-1").count == 1)
        for key in ["a/b/c", "a/b", "a", "nothing/here"] { try await store.delete(ObjectKey(key), in: bucket) }
        #expect(try await store.text("a/d") == "x")
        try await store.delete(ObjectKey("a/d"), in: bucket)
        #expect(try folder.names("b-1").isEmpty && folder.names(".enhance/b-1").isEmpty)
        #expect(try folder.names(".enhance/tmp").isEmpty)
    }

    // MARK: Buckets, folders of photographs, changes by hand

    @Test func `buckets are the folders that exist`() async throws {
        try folder.write("x", to: "file")
        try folder.write("x", to: ".hidden/x")
        try folder.link("linked", to: "b-1")
        try await store.put("x", "k")
        #expect(try await store.buckets().map(\.text).sorted() == ["b-1", "c-2"])
        for (name, exists) in [("b-1", true), ("c-2", true), ("file", false), ("none", false), ("linked", false)] {
            let bucket = BucketName(name)!
            #expect(try await store.contains(bucket) == exists)
            guard !exists else { continue }
            #expect(await failure { () throws(StoreError) in try await store.get("k", in: name) } == .noSuchBucket)
            #expect(await failure { () throws(StoreError) in try await store.put("x", "k", in: name) } == .noSuchBucket)
            #expect(
                await failure { () throws(StoreError) in try await store.delete(try! ObjectKey("k"), in: bucket) }
                    == .noSuchBucket)
        }
    }

    @Test func `a folder of photographs is a bucket, and reading leaves it as it was`() async throws {
        try folder.write("photograph", to: "b-1/2026/x.jpg")
        let object = try await store.get("2026/x.jpg")
        #expect(try await object.readAll() == Array("photograph".utf8))
        #expect(object.metadata.crc64 == nil && object.metadata.headers["content-type"] == "image/jpeg")
        #expect(object.metadata.etag.text.wholeMatch(of: #/"\d+-10"/#) != nil)
        #expect(!folder.exists(".enhance"))
    }

    @Test func `a file changed by hand is served as it is, and gets a new tag`() async throws {
        try await store.put("stored", "k.png", headers: ["content-type": "image/x"])
        let old = try await store.get("k.png").metadata
        try folder.write("by hand", to: "b-1/k.png")
        let new = try await store.get("k.png")
        #expect(try await new.readAll() == Array("by hand".utf8))
        #expect(new.metadata.etag != old.etag && new.metadata.headers["content-type"] == "image/png")
        try await store.put("stored again", "k.png", headers: ["content-type": "image/y"])
        #expect(try await store.get("k.png").metadata.headers["content-type"] == "image/y")
    }

    @Test(arguments: ["", "{", "[]", #"{"key":"k"}"#]) func `a damaged sidecar does not hide its object`(
        text: String
    ) async throws {
        try await store.put("x", "k", headers: ["content-type": "image/x"])
        let name = try #require(try folder.names(".enhance/b-1").first)
        try folder.write(text, to: ".enhance/b-1/" + name)
        #expect(try await store.text("k") == "x")
        try await store.put("y", "k")
        #expect(try await store.get("k").metadata.etag == EntityTag(md5: md5(Array("y".utf8))))
    }

    // MARK: Links

    @Test func `no link is followed, whatever is linked`() async throws {
        let outside = try StoreFolder(buckets: ["secret"])
        try outside.write("secret", to: "secret/file")
        try folder.link("b-1/file", to: outside.path + "/secret/file")
        try folder.link("b-1/folder", to: outside.path + "/secret")
        try folder.link("b-1/dangling", to: outside.path + "/secret/new")
        try folder.write("inside", to: "b-1/inside")
        try folder.link("b-1/alias", to: "inside")
        for key in ["file", "folder/file", "folder", "dangling", "alias"] {
            #expect(await failure { () throws(StoreError) in try await store.get(key) } == .noSuchKey, "\(key)")
            try await store.delete(ObjectKey(key), in: BucketName("b-1")!)
        }
        for key in ["file", "folder/new", "folder", "dangling", "alias"] {
            #expect(await failure { () throws(StoreError) in try await store.put("x", key) } == .pathConflict, "\(key)")
        }
        #expect(try outside.read("secret/file") == "secret" && outside.names("secret") == ["file"])
        #expect(try folder.names("b-1") == ["alias", "dangling", "file", "folder", "inside"])
    }

    @Test func `a link in place of the store's own folders is not followed either`() async throws {
        let outside = try StoreFolder(buckets: ["x"])
        try folder.link(".enhance", to: outside.path + "/x")
        #expect(await failure { () throws(StoreError) in try await store.put("x", "k") } == .pathConflict)
        #expect(try outside.names("x").isEmpty)
    }

    @Test func `a pipe, a socket or a device is no object, and opening one does not wait`() async throws {
        #expect(mkfifo(folder.path + "/b-1/pipe", 0o600) == 0)
        #expect(await failure { () throws(StoreError) in try await store.get("pipe") } == .noSuchKey)
        #expect(await failure { () throws(StoreError) in try await store.put("x", "pipe") } == .pathConflict)
    }

    // MARK: PathConflict, FileAlreadyExists

    @Test func `PathConflict: a and a/b can't both exist`() async throws {
        try await store.put("x", "a")
        try await store.put("x", "d/e/f")
        for key in ["a/b", "a/b/c", "d", "d/e", "d/e/f/g"] {
            let stage = { () async throws(StoreError) in
                try await store.stage(try! ObjectKey(key), in: BucketName("b-1")!, headers: .init())
            }
            #expect(await failure(stage) == .pathConflict, "known before any byte is read: \(key)")
        }
        #expect(try folder.files("b-1") == ["a", "d/e/f"] && folder.names(".enhance/tmp").isEmpty)
        for key in ["a/b", "d/e"] {
            #expect(await failure { () throws(StoreError) in try await store.get(key) } == .noSuchKey)
        }
    }

    @Test func `PathConflict: also between objects published at once, and one that came in between`() async throws {
        let bucket = BucketName("b-1")!
        for keys in [["a", "a/b"], ["x/y/z", "x/y"], ["k", "k"]] {
            var staged: [any StagedObject] = []
            for key in keys {
                staged.append(try await store.stage([1], as: ObjectKey(key), in: bucket, headers: .init()))
            }
            let objects = staged
            let code = await failure { () throws(StoreError) in
                try await store.publish(objects, keepingExisting: false)
            }
            #expect(code == .pathConflict)
        }
        let late = try await store.stage([1], as: ObjectKey("t/u"), in: bucket, headers: .init())
        let other = try await store.stage([1], as: ObjectKey("v"), in: bucket, headers: .init())
        try await store.put("x", "t")
        let code = await failure { () throws(StoreError) in
            try await store.publish([other, late], keepingExisting: false)
        }
        #expect(code == .pathConflict)
        await late.discard()
        await other.discard()
        #expect(try folder.files("b-1") == ["t"] && folder.names(".enhance/tmp").isEmpty)
    }

    @Test func `FileAlreadyExists: an existing object is kept where that is asked for`() async throws {
        try await store.put("old", "k", keepingExisting: true)
        let code = await failure { () throws(StoreError) in try await store.put("new", "k", keepingExisting: true) }
        #expect(code == .alreadyExists)
        #expect(try await store.text("k") == "old")
        #expect(try folder.names(".enhance/tmp").isEmpty)
    }

    @Test func `of many who may not overwrite, one stores`() async throws {
        let stored = await withTaskGroup { group in
            for index in 0..<16 {
                group.addTask { [store] in
                    await failure { () throws(StoreError) in
                        try await store.put("\(index)", "k", keepingExisting: true)
                    }
                }
            }
            return await group.reduce(into: [StoreError.Code?: Int]()) { $0[$1, default: 0] += 1 }
        }
        #expect(stored == [nil: 1, .alreadyExists: 15])
    }

    // MARK: Old or new, whole

    @Test func `readers see the old or the new object, whole, with its own metadata`() async throws {
        let store = store
        @Sendable func content(_ number: Int) -> String {
            String(repeating: "\(number) ", count: 1 + number % 5 * 9000)
        }
        @Sendable func put(_ number: Int) async throws {
            try await store.put(content(number), "k", headers: ["x-cos-meta-n": "\(number)"])
        }
        try await put(1)
        try await withThrowingTaskGroup { group in
            for writer in 0..<2 {
                group.addTask { for step in 0..<60 { try await put(2 + step * 2 + writer) } }
            }
            for _ in 0..<3 {
                group.addTask {
                    for _ in 0..<200 {
                        let object = try await store.get("k")
                        let bytes = try await object.readAll()
                        let number = Int(object.metadata.headers["x-cos-meta-n"] ?? "") ?? 0
                        #expect(bytes == Array(content(number).utf8))
                        #expect(object.metadata.etag == EntityTag(md5: md5(bytes)))
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(try folder.names(".enhance/tmp").isEmpty && folder.names(".enhance/b-1").count == 1)
    }

    @Test func `an open object stays what it was when it is replaced or deleted`() async throws {
        try await store.put("old", "k")
        let object = try await store.get("k")
        try await store.put("something new", "k")
        #expect(try await object.readAll() == Array("old".utf8))
        try await store.delete(ObjectKey("k"), in: BucketName("b-1")!)
        #expect(try await object.readAll() == Array("old".utf8))
    }

    @Test func `a sidecar describes its object and the one before, so that neither is without metadata`() async throws {
        try await store.put("old", "k", headers: ["x-cos-meta-a": "old"])
        // A second name keeps the old file.
        #expect(link(folder.path + "/b-1/k", folder.path + "/old") == 0)
        try await store.put("new one", "k", headers: ["x-cos-meta-a": "new"])
        #expect(try await store.get("k").metadata.headers["x-cos-meta-a"] == "new")
        // As a process that was killed between the two renames leaves it.
        #expect(rename(folder.path + "/old", folder.path + "/b-1/k") == 0)
        #expect(try await store.get("k").metadata.headers["x-cos-meta-a"] == "old")
    }

    // MARK: Starting

    @Test func `the next start clears what was staged, and completes what was being published`() async throws {
        try await store.put("old", "k", headers: ["x-cos-meta-a": "old"])
        let bucket = BucketName("b-1")!
        let dead = try DirectoryStore(path: folder.path)
        let first = try await dead.stage(Array("new".utf8), as: ObjectKey("k"), in: bucket, headers: .init())
        let second = try await dead.stage(Array("new too".utf8), as: ObjectKey("x/y"), in: bucket, headers: .init())
        let names = [first, second].map { ($0 as! StagedFile).name }
        let note = Commit([
            .init(try ObjectKey("k"), in: bucket, files: .init(object: names[0], sidecar: "new-absent")),
            .init(try ObjectKey("x/y"), in: bucket, files: .init(object: names[1], sidecar: "new-absent")),
        ])
        try folder.write(String(decoding: try JSONEncoder().encode(note), as: UTF8.self), to: ".enhance/tmp/commit-1")
        try folder.write("half a", to: ".enhance/tmp/new-half")
        try folder.write("not ours", to: ".enhance/tmp/" + String(repeating: "0", count: 64))

        // Not while others are at work.
        _ = try DirectoryStore(path: folder.path)
        #expect(try folder.names(".enhance/tmp").count == 5)
        #expect(try await store.text("k") == "old")

        let copy = try StoreFolder(buckets: [])
        try FileManager.default.copyItem(atPath: folder.path, toPath: copy.path)
        let started = try DirectoryStore(path: copy.path)
        #expect(try await started.text("k") == "new")
        #expect(try await started.text("x/y") == "new too")
        #expect(try copy.names(".enhance/tmp") == [String(repeating: "0", count: 64)])
    }

    @Test func `a bucket called tmp keeps its sidecars through a start`() async throws {
        let folder = try StoreFolder(buckets: ["tmp"])
        try await DirectoryStore(path: folder.path).put("x", "k", in: "tmp", headers: ["x-cos-meta-a": "1"])
        let metadata = try await DirectoryStore(path: folder.path).get("k", in: "tmp").metadata
        #expect(metadata.headers["x-cos-meta-a"] == "1")
    }

    @Test func `a folder that can't be opened is no store`() {
        for path in ["/nonexistent", "/dev/null"] {
            #expect(throws: StoreError.self) { try DirectoryStore(path: path) }
        }
    }
}
