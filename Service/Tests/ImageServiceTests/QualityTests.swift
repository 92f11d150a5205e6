import COSProtocol
import ImageService
import Testing

struct QualityTests {
    @Test(arguments: [10, 35, 50, 75, 90, 100])
    func `The quality that a JPEG was written with is found in its tables`(quality: Int) async throws {
        let store = MemoryStore("pics")
        store.put(try Pictures.jpeg(quality: quality), at: "pics/a.jpg")
        let service = ImageService(
            store: store,
            limits: ServiceLimits(
                workers: 1, queue: 1, queueTimeout: .seconds(20), memory: 1 << 30, maxPixels: 1 << 20,
                maxSourceBytes: 1 << 20, maxObjectBytes: 1 << 20))
        let bucket = try #require(BucketName("pics"))
        let key = try ObjectKey("a.jpg")
        let operations = try PicOperations(
            header:
                #"{"is_pic_info":1,"rules":[{"fileid":"b.jpg","rule":"ci-process=AIEnhanceImage&denoise=0&sharpen=0"}]}"#,
            source: key, bucket: bucket)
        let outcome = try await service.process(key, in: bucket, operations: operations)
        #expect(outcome.imageInfo?.quality == quality)
        // Unchanged, so it is that of the source.
        #expect(outcome.results.first?.quality == quality)
    }
}
