import Testing

@testable import COSProtocol

@Suite struct HostTests {
    @Test(arguments: [
        ("b-1250000000.cos.ap-guangzhou.myqcloud.com", "b-1250000000"),
        ("b-x-1250000000.cos.ap-guangzhou.myqcloud.com:8080", "b-x-1250000000"),
        ("b-1.pic.ap-guangzhou.myqcloud.com", "b-1"), ("b-1.ci.eu-frankfurt.myqcloud.com", "b-1"),
        ("b-1.cos-internal.ap-guangzhou.tencentcos.cn", "b-1"),
        ("B-1.COS.ap-guangzhou.MyQCloud.com", "b-1"),
        ("photos.images.example", "photos"), ("b-1.images.example:443", "b-1"),
        ("127.0.0.1", "standard"), ("127.0.0.1:8080", "standard"), ("localhost:8080", "standard"),
        ("[::1]:8080", "standard"), ("images.example", "standard"), ("a.b.images.example", "a.b"),
        ("b.cos.ap-guangzhou.myqcloud.com", "standard"),
        ("b-1.s3.ap-guangzhou.myqcloud.com", "standard"),
        ("b-1.cos.ap-guangzhou.example.com", "standard"),
        ("evil.b-1.cos.ap-guangzhou.myqcloud.com", "standard"),
        ("b-x.cos.ap-guangzhou.myqcloud.com", "standard"),
    ])
    func `a bucket comes from the cloud's hosts, then the suffix, then the default`(
        host: String, bucket: String
    ) throws {
        let resolver = BucketResolver(
            defaultBucket: BucketName("standard"), hostSuffix: "images.example")
        #expect(try resolver.bucket(host: host).text == bucket)
    }

    @Test func `NoSuchBucket: a host that names none, without a default`() {
        #expect(
            refusal { () throws(COSError) in try BucketResolver().bucket(host: "127.0.0.1") }
                == .noSuchBucket)
    }

    @Test(arguments: [
        "", " ", "a b", "a/b", "user@host", "a,b", "host:", "host:x", "host:65536", "host:-1", "[::1",
        "[::1]x", "[]", "é.com",
        "a\nb", "http://a",
    ])
    func `a Host header that is no host is refused`(host: String) {
        let error = #expect(throws: COSError.self) {
            try RequestHead(method: "GET", target: "/", host: host, headers: [:])
        }
        #expect(error?.status == 400)
    }

    @Test(arguments: [
        "", ".", "..", ".enhance", "a/b", "a b", "é", "-a", "a\\b", "a:b",
        String(repeating: "a", count: 256),
    ])
    func `what is no visible folder's name is no bucket`(text: String) {
        #expect(BucketName(text) == nil)
    }
}
