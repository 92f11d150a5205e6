import Testing

@testable import COSProtocol

@Suite struct ConditionTests {
    private let etag = EntityTag(text: "\"0123\"")
    /// Tue, 14 Nov 2023 22:13:20 GMT.
    private let time = 1_700_000_000
    private let before = "Tue, 14 Nov 2023 22:13:19 GMT"
    private let at = "Tue, 14 Nov 2023 22:13:20 GMT"
    private let after = "Tue, 14 Nov 2023 22:13:21 GMT"

    @Test func `304 and 412 follow RFC 9110`() {
        let expectations: [([(String, String)], Preconditions.Outcome)] = [
            ([], .proceed), ([("If-None-Match", "\"0123\"")], .notModified),
            ([("If-None-Match", "W/\"0123\"")], .notModified),
            ([("If-None-Match", "\"x\", \"0123\"")], .notModified),
            ([("If-None-Match", "*")], .notModified),
            ([("If-None-Match", "0123")], .notModified), ([("If-None-Match", "\"x\"")], .proceed),
            ([("If-Modified-Since", at)], .notModified), ([("If-Modified-Since", after)], .notModified),
            ([("If-Modified-Since", before)], .proceed), ([("If-Modified-Since", "nonsense")], .proceed),
            ([("If-None-Match", "\"x\""), ("If-Modified-Since", after)], .proceed),
            ([("If-Match", "\"0123\"")], .proceed), ([("If-Match", "*")], .proceed),
            ([("If-Match", "\"x\"")], .failed),
            ([("If-Match", "W/\"0123\"")], .failed), ([("If-Unmodified-Since", at)], .proceed),
            ([("If-Unmodified-Since", before)], .failed),
            ([("If-Match", "*"), ("If-Unmodified-Since", before)], .proceed),
            ([("If-Match", "\"x\""), ("If-None-Match", "\"0123\"")], .failed),
            ([("If-Match", "\"0123\""), ("If-None-Match", "\"0123\"")], .notModified),
        ]
        for (headers, outcome) in expectations {
            let fields = HeaderFields(headers.map { (name: $0.0, value: $0.1) })
            #expect(
                Preconditions.evaluate(fields, etag: etag, lastModified: time) == outcome, "\(headers)")
        }
    }

    @Test(arguments: [
        ("bytes=0-9", 0..<10), ("bytes=0-0", 0..<1), ("bytes=90-", 90..<100), ("bytes=-5", 95..<100),
        ("bytes=-500", 0..<100), ("bytes=99-1000", 99..<100), ("Bytes=1-2", 1..<3),
        ("bytes= 1 - 2 ", 1..<3),
        ("bytes=0-999999999999999999", 0..<100),
    ]) func `a range within the object is a part`(text: String, range: Range<Int>) throws {
        #expect(
            try ByteRange(["Range": text], size: 100, etag: etag, lastModified: time) == .part(range))
    }

    @Test(arguments: [
        "bytes=", "bytes=-", "bytes=5-1", "bytes=0-1,5-6", "items=0-1", "bytes", "bytes=a-b",
        "bytes=+1-2", "bytes=1-2-3",
    ]) func `a range that can't be read is ignored, and so are several`(text: String) throws {
        #expect(try ByteRange(["Range": text], size: 100, etag: etag, lastModified: time) == .whole)
    }

    @Test(arguments: [
        ("bytes=100-", 100), ("bytes=200-300", 100), ("bytes=-0", 100), ("bytes=0-0", 0),
        ("bytes=-1", 0),
    ])
    func `InvalidRange: no byte of the object`(text: String, size: Int) {
        #expect(
            refusal { () throws(COSError) in
                try ByteRange(["Range": text], size: size, etag: etag, lastModified: time)
            } == .invalidRange)
    }

    @Test func `If-Range lets a part be only of what the client has`() throws {
        for (condition, expected) in [
            ("\"0123\"", ByteRange.part(0..<1)), ("\"x\"", .whole), ("W/\"0123\"", .whole),
            (at, .part(0..<1)),
            (before, .whole), (after, .whole),
        ] {
            let headers: HeaderFields = ["Range": "bytes=0-0", "If-Range": condition]
            #expect(try ByteRange(headers, size: 100, etag: etag, lastModified: time) == expected)
        }
    }

    @Test(arguments: [
        (1_700_000_000, "Tue, 14 Nov 2023 22:13:20 GMT"), (0, "Thu, 01 Jan 1970 00:00:00 GMT"),
        (951_782_400, "Tue, 29 Feb 2000 00:00:00 GMT"),
        (1_709_251_199, "Thu, 29 Feb 2024 23:59:59 GMT"),
        (-1, "Wed, 31 Dec 1969 23:59:59 GMT"), (253_402_300_799, "Fri, 31 Dec 9999 23:59:59 GMT"),
        (4_102_444_800, "Fri, 01 Jan 2100 00:00:00 GMT"),
        (784_111_777, "Sun, 06 Nov 1994 08:49:37 GMT"),
    ]) func `times are spelled and read as HTTP does`(seconds: Int, text: String) {
        #expect(HTTPDate.text(seconds) == text)
        #expect(HTTPDate.seconds(text) == seconds)
    }

    @Test func `every day has its time`() {
        for day in stride(from: -200_000, to: 2_900_000, by: 37) {
            #expect(HTTPDate.seconds(HTTPDate.text(day * 86400 + 4711)) == day * 86400 + 4711)
        }
    }

    @Test(arguments: [
        "", "x", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994",
        "Sun, 06 Nov 1994 08:49:37 +0000",
        "Sun, 32 Nov 1994 08:49:37 GMT", "Sun, 06 Foo 1994 08:49:37 GMT",
        "Sun, 06 Nov 1994 24:00:00 GMT",
        "Sun, 06 Nov 1994 08:49 GMT", "Sun, 06 Nov 0000 08:49:37 GMT",
    ]) func `what is no time is none`(text: String) {
        #expect(HTTPDate.seconds(text) == nil)
    }

    // MARK: CORS

    @Test func `a preflight is answered by the list of origins, else AccessForbidden`() throws {
        let request: HeaderFields = [
            "Origin": "https://a.example", "Access-Control-Request-Method": "PUT",
            "Access-Control-Request-Headers": "content-type, pic-operations, bad header",
        ]
        let named = try CORSPolicy(origins: ["https://a.example"]).preflightHeaders(for: request)
        let answer = HeaderFields(named)
        #expect(
            answer["access-control-allow-origin"] == "https://a.example" && answer["vary"] == "Origin")
        #expect(answer["access-control-allow-methods"]?.contains("PUT") == true)
        #expect(answer["access-control-allow-headers"] == "content-type, pic-operations")
        let all = HeaderFields(try CORSPolicy(origins: ["*"]).preflightHeaders(for: request))
        #expect(all["access-control-allow-origin"] == "*" && all["vary"] == nil)
        let noOrigin: HeaderFields = ["Access-Control-Request-Method": "GET"]
        let noMethod: HeaderFields = ["Origin": "https://a.example"]
        let trace: HeaderFields = ["Origin": "https://a.example", "Access-Control-Request-Method": "TRACE"]
        for (origins, request) in [
            ([], request), (["https://b.example"], request), (["*"], noOrigin), (["*"], noMethod), (["*"], trace),
        ] as [([String], HeaderFields)] {
            let policy = CORSPolicy(origins: origins)
            #expect(
                refusal { () throws(COSError) in try policy.preflightHeaders(for: request) }
                    == .accessForbidden)
        }
    }

    @Test func `answers carry CORS headers for permitted origins only`() {
        let policy = CORSPolicy(origins: ["https://a.example"])
        let permitted = HeaderFields(policy.answerHeaders(for: ["Origin": "https://a.example"]))
        #expect(permitted["access-control-expose-headers"]?.contains("ETag") == true)
        #expect(policy.answerHeaders(for: ["Origin": "https://a.example.evil"]).isEmpty)
        #expect(policy.answerHeaders(for: [:]).isEmpty)
        #expect(CORSPolicy().answerHeaders(for: ["Origin": "https://a.example"]).isEmpty)
    }
}
