import COSProtocol
import ImageEnhance
import ObjectStore
import Testing

@testable import ImageService

struct OperationTests {
    private let store = MemoryStore("pics", "other")
    private let bucket = BucketName("pics")!

    private func service(
        workers: Int = 2, queue: Int = 8, memory: Int = 1 << 30, maxPixels: Int = 1_000_000,
        maxSourceBytes: Int = 1 << 20,
        maxObjectBytes: Int = 2 << 20
    ) -> ImageService {
        ImageService(
            store: store,
            limits: ServiceLimits(
                workers: workers, queue: queue, queueTimeout: .seconds(20), memory: memory, maxPixels: maxPixels,
                maxSourceBytes: maxSourceBytes, maxObjectBytes: maxObjectBytes))
    }

    private func operations(_ rules: (fileid: String, rule: String)..., isInfoWanted: Bool = false) throws
        -> PicOperations
    {
        let list = rules.map { #"{"fileid":"\#($0.fileid)","rule":"ci-process=AIEnhanceImage\#($0.rule)"}"# }
        return try PicOperations(
            header: #"{"is_pic_info":\#(isInfoWanted ? 1 : 0),"rules":[\#(list.joined(separator: ","))]}"#,
            source: ObjectKey("in/a.jpg"), bucket: bucket)
    }

    private func upload() throws -> Upload {
        Upload(bucket: bucket, key: try ObjectKey("in/a.jpg"), headers: ObjectHeaders())
    }

    private func download(
        _ service: ImageService, _ query: String, key: String = "a.jpg"
    ) async throws -> EnhancedObject {
        let key = try ObjectKey(key)
        let asked = try #require(try ProcessingParameters(query: Query("ci-process=AIEnhanceImage\(query)")))
        let object = try await service.open(key, in: bucket)
        return try await service.enhanced(object, key: key, in: bucket, try service.parameters(asked))
    }

    private func library(_ bytes: [UInt8], denoise: Int = 3, sharpen: Int = 3) throws -> [UInt8] {
        let enhance: ([UInt8]) throws(EnhanceError) -> EnhancedImage =
            Enhancer(EnhanceParameters(denoise: denoise, sharpen: sharpen)).enhance
        return try enhance(bytes).bytes
    }

    // MARK: Download

    @Test(arguments: [(5, 0), (0, 4), (3, 3), (1, 5)])
    func `An object is enhanced as the library does it`(denoise: Int, sharpen: Int) async throws {
        let bytes = try Pictures.jpeg()
        store.put(bytes, at: "pics/a.jpg")
        let result = try await download(service(), "&denoise=\(denoise)&sharpen=\(sharpen)")
        let expected = try library(bytes, denoise: denoise, sharpen: sharpen)
        #expect(result.bytes == expected)
        #expect(result.header?.width == 64)
    }

    @Test func `Levels 0 and 0 give the object itself`() async throws {
        store.put(try Pictures.png(), at: "pics/a.jpg")
        let result = try await download(service(), "&denoise=0&sharpen=0")
        #expect(result.bytes == nil)
        #expect(result.ignored == nil)
    }

    @Test(arguments: [
        "denoise=6", "denoise=-1", "sharpen=3.0", "sharpen=+3", "denoise=10", "ignore-error=2", "denoise=a",
    ])
    func `A parameter out of range is refused by its name`(pair: String) async throws {
        let asked = try #require(try ProcessingParameters(query: Query("ci-process=AIEnhanceImage&\(pair)")))
        let error = #expect(throws: COSError.self) { try service().parameters(asked) }
        #expect(error?.code == .invalidArgument)
        #expect(error?.message.contains(pair.prefix { $0 != "=" }) == true)
    }

    @Test func `What is no image is refused, or given back where that is asked`() async throws {
        store.put(Array("no image".utf8), at: "pics/a.jpg")
        let service = service()
        let error = await #expect(throws: COSError.self) { _ = try await download(service, "") }
        #expect(error?.code == .invalidImageFormat)
        let result = try await download(service, "&ignore-error=1")
        #expect(result.bytes == nil)
        #expect(result.ignored?.code == .invalidImageFormat)
        #expect(service.metrics.value(of: .ignoredError) == 1)
        #expect(service.metrics.value(of: .image) == 0)
    }

    @Test func `Files, pictures and memory beyond the limits are told apart`() async throws {
        store.put(try Pictures.jpeg(), at: "pics/a.jpg")
        for (service, code) in [
            (service(maxSourceBytes: 100), ErrorCode.imageTooLarge),
            (service(maxPixels: 64 * 48 - 1), .imageResolutionExceed),
            (service(memory: 10_000), .imageResolutionExceed),
        ] {
            let error = await #expect(throws: COSError.self) { _ = try await download(service, "") }
            #expect(error?.code == code)
            #expect(try await download(service, "&ignore-error=1").ignored?.code == code)
        }
    }

    @Test func `Equal downloads at one time are one piece of work`() async throws {
        store.put(try Pictures.jpeg(width: 1200, height: 800), at: "pics/a.jpg")
        let service = service(workers: 1, queue: 0)
        let clients = (0..<12).map { _ in Task { try await download(service, "&denoise=2").bytes } }
        var results = Set<[UInt8]?>()
        for client in clients { results.insert(try await client.value) }
        #expect(results.count == 1)
        #expect(service.metrics.value(of: .image) + service.metrics.value(of: .shared) == 12)
        #expect(service.metrics.value(of: .image) < 12)
    }

    @Test func `Overload is a 503, and nothing waits longer than it may`() async throws {
        store.put(try Pictures.jpeg(), at: "pics/a.jpg")
        let service = service(workers: 1, queue: 0)
        let place = try await service.admission.enter()
        let error = await #expect(throws: COSError.self) { _ = try await download(service, "") }
        #expect(error?.code == .slowDown)
        place.leave()
        #expect(try await download(service, "").bytes != nil)
    }

    @Test func `A client that leaves ends the work and frees its place and its memory`() async throws {
        store.put(try Pictures.png(width: 900, height: 900), at: "pics/a.jpg")
        let service = service(workers: 1)
        let client = Task { _ = try await download(service, "&denoise=5") }
        await until { service.admission.runningCount == 1 }
        client.cancel()
        await #expect(throws: CancellationError.self) { try await client.value }
        await until { service.admission.runningCount == 0 && service.memory.reservedBytes == 0 }
        #expect(service.metrics.value(of: .image) == 0)
    }

    // MARK: Upload

    @Test func `A body is stored as it is without rules, and needs no place`() async throws {
        let service = service(workers: 1, queue: 0)
        let place = try await service.admission.enter()
        let bytes = try Pictures.jpeg()
        let outcome = try await service.store(try upload(), operations: nil, body: BytesBody(bytes))
        #expect(store.bytes("pics/in/a.jpg") == bytes)
        #expect(outcome.digest?.size == bytes.count)
        #expect(outcome.results.isEmpty)
        place.leave()
    }

    @Test func `Each rule works from the original, and all results come together with it`() async throws {
        let bytes = try Pictures.jpeg()
        let rules = try operations(("b.jpg", "&denoise=5&sharpen=0"), ("/out/c.jpg", ""), isInfoWanted: true)
        let outcome = try await service().store(try upload(), operations: rules, body: BytesBody(bytes))
        #expect(store.keys == ["pics/in/a.jpg", "pics/in/b.jpg", "pics/out/c.jpg"])
        #expect(store.bytes("pics/in/a.jpg") == bytes)
        let expected = (try library(bytes, denoise: 5, sharpen: 0), try library(bytes))
        #expect(store.bytes("pics/in/b.jpg") == expected.0)
        #expect(store.bytes("pics/out/c.jpg") == expected.1)
        #expect(outcome.results.map(\.key.text) == ["in/b.jpg", "out/c.jpg"])
        #expect(outcome.results[0].format == "jpeg")
        #expect(outcome.results[0].width == 64)
        #expect(outcome.results[0].size == store.bytes("pics/in/b.jpg")?.count)
        #expect(store.headers("pics/in/b.jpg")?["content-type"] == "image/jpeg")
        let info = try #require(outcome.imageInfo)
        #expect((info.format, info.width, info.height, info.orientation) == ("jpeg", 64, 48, 0))
        #expect(info.quality.map { abs($0 - 90) <= 1 } == true)
        // The picture is gray: 60, a slope to 63 and noise to 15, 99 in the mean.
        let mean = try #require(info.average)
        #expect(mean.red == mean.green && mean.green == mean.blue && abs(Int(mean.red) - 99) <= 2)
    }

    @Test func `A rule whose target is the source replaces it`() async throws {
        let bytes = try Pictures.jpeg()
        let outcome = try await service().store(
            try upload(), operations: try operations(("a.jpg", "")), body: BytesBody(bytes))
        let result = try library(bytes)
        #expect(store.keys == ["pics/in/a.jpg"])
        #expect(store.bytes("pics/in/a.jpg") == result)
        #expect(outcome.etag == outcome.results[0].etag)
        #expect(outcome.digest?.size == bytes.count)
    }

    @Test func `A failing rule stores nothing, neither the original nor another rule's result`() async throws {
        let error = await #expect(throws: COSError.self) {
            let rules = try operations(("ok.jpg", "&ignore-error=1"), ("bad.jpg", ""))
            _ = try await service().store(try upload(), operations: rules, body: BytesBody(Array("no image".utf8)))
        }
        #expect(error?.code == .invalidImageFormat)
        #expect(store.keys.isEmpty)
    }

    @Test func `A rule that ignores errors stores a copy`() async throws {
        let bytes = Array("no image".utf8)
        let outcome = try await service().store(
            try upload(), operations: try operations(("b.jpg", "&ignore-error=1")), body: BytesBody(bytes))
        #expect(store.bytes("pics/in/a.jpg") == bytes)
        #expect(store.bytes("pics/in/b.jpg") == bytes)
        #expect(outcome.results[0].format == nil)
        #expect(outcome.imageInfo == nil)
    }

    @Test func `A disk that fails stores nothing and is the server's fault`() async throws {
        store.breakDisk()
        let bytes = try Pictures.jpeg()
        let error = await #expect(throws: COSError.self) {
            _ = try await service().store(
                try upload(), operations: try operations(("b.jpg", "")), body: BytesBody(bytes))
        }
        #expect(error?.code == .internalError)
        #expect(store.keys.isEmpty)
    }

    @Test func `Nothing of a body is asked for before there is a place`() async throws {
        let service = service(workers: 1, queue: 0)
        let place = try await service.admission.enter()
        let body = BytesBody(try Pictures.jpeg())
        let error = await #expect(throws: COSError.self) {
            _ = try await service.store(try upload(), operations: try operations(("b.jpg", "")), body: body)
        }
        #expect(error?.code == .slowDown)
        #expect(body.askedCount == 0)
        place.leave()
    }

    @Test func `Nothing of a body is asked for that is too large by its own account`() async throws {
        let body = BytesBody(Array(repeating: 1, count: 3000))
        for (service, rules, code) in [
            (service(maxObjectBytes: 2999), nil, ErrorCode.entityTooLarge),
            (service(maxSourceBytes: 2999), try operations(("b.jpg", "")), .imageTooLarge),
        ] {
            let error = await #expect(throws: COSError.self) {
                _ = try await service.store(try upload(), operations: rules, body: body)
            }
            #expect(error?.code == code)
        }
        #expect(body.askedCount == 0)
    }

    @Test func `A body that turns out too large ends there`() async throws {
        let body = BytesBody(Array(repeating: 1, count: 100_000), isLengthKnown: false)
        let error = await #expect(throws: COSError.self) {
            _ = try await service(maxObjectBytes: 2500).store(try upload(), operations: nil, body: body)
        }
        #expect(error?.code == .entityTooLarge)
        #expect(body.askedCount == 3)
        #expect(store.keys.isEmpty)
    }

    @Test func `A wrong MD5 stores nothing`() async throws {
        var upload = try upload()
        upload.md5 = Array(repeating: 0, count: 16)
        let error = await #expect(throws: COSError.self) {
            _ = try await service().store(upload, operations: nil, body: BytesBody(Array("abc".utf8)))
        }
        #expect(error?.code == .badDigest)
        #expect(store.keys.isEmpty)
    }

    @Test func `An object that must stay is kept, and the body is not asked for`() async throws {
        store.put([1], at: "pics/in/a.jpg")
        var upload = try upload()
        upload.keepsExisting = true
        let body = BytesBody([2])
        let error = await #expect(throws: COSError.self) {
            _ = try await service().store(upload, operations: nil, body: body)
        }
        #expect(error?.code == .fileAlreadyExists)
        #expect(store.bytes("pics/in/a.jpg") == [1])
        #expect(body.askedCount == 0)
    }

    // MARK: Stored objects

    @Test func `Rules work on what is stored`() async throws {
        let bytes = try Pictures.png()
        store.put(bytes, at: "pics/in/a.jpg")
        let outcome = try await service().process(
            try ObjectKey("in/a.jpg"), in: bucket, operations: try operations(("b.png", "&sharpen=1")))
        #expect(outcome.digest == nil)
        #expect(store.bytes("pics/in/a.jpg") == bytes)
        let expected = try library(bytes, sharpen: 1)
        #expect(store.bytes("pics/in/b.png") == expected)
        #expect(outcome.results[0].quality == 100)
    }

    @Test func `What is not there can't be worked on`() async throws {
        let error = await #expect(throws: COSError.self) {
            _ = try await service().process(
                try ObjectKey("in/a.jpg"), in: bucket, operations: try operations(("b.png", "")))
        }
        #expect(error?.code == .noSuchKey)
    }
}
