import Testing

@testable import COSProtocol

@Suite struct ObjectKeyTests {
    @Test(arguments: [
        "a", "a/b", "pic/a b+c&d/图 (1).png", ".hidden", "a/.b", "...", "a..b/c", "%2e%2e/a", "enhance",
        "a/b.enhance",
        String(repeating: "a", count: 255), "~", "a:b", "a*b?c", "😀",
    ])
    func `what can be a path below a folder is a key`(text: String) throws {
        #expect(try ObjectKey(text).text == text)
    }

    @Test(arguments: [
        "", "/", "/a", "a/", "a//b", ".", "..", "../a", "a/..", "a/../b", "a/./b", "./a", "a\\b",
        "..\\a", "a\0b", "a\nb",
        "a\u{7f}b", "a\u{18}b", "a\u{19}b", "a\u{1a}b", "a\u{1b}b", "a\u{85}b", ".enhance",
        ".enhance/tmp/a", "a/.enhance",
        ".enhanced", String(repeating: "a", count: 256), "a/" + String(repeating: "é", count: 128),
    ])
    func `InvalidObjectName: what is no path, or leads out of the folder, is no key`(text: String) {
        #expect(refusal { () throws(COSError) in try ObjectKey(text) } == .invalidObjectName)
    }

    @Test func `InvalidObjectName: bytes that are no UTF-8`() {
        for bytes: [UInt8] in [[0xFF], [0x61, 0xC0, 0xAF, 0x61], [0xED, 0xA0, 0x80], [0xC3]] {
            #expect(refusal { () throws(COSError) in try ObjectKey(bytes) } == .invalidObjectName)
        }
    }

    @Test func `KeyTooLong: more than 850 bytes`() throws {
        let segment = String(repeating: "a", count: 99) + "/"
        let longest = String(repeating: segment, count: 8) + String(repeating: "b", count: 50)
        #expect(try ObjectKey(longest).text.utf8.count == 850)
        #expect(refusal { () throws(COSError) in try ObjectKey(longest + "b") } == .keyTooLong)
    }

    /// Whatever the bytes are: a key that is accepted stays below its folder, and is one file name a segment.
    @Test func `no key escapes`() throws {
        var generator = SeededGenerator(seed: 13)
        let pieces = [
            "/", ".", "..", "\\", "a", "%2e", "%2f", "\0", ".enhance", "é", "/../", "//", "~", " ",
            "\u{2024}",
        ]
        var accepted = 0
        for _ in 0..<20_000 {
            let text = (0..<Int.random(in: 1...7, using: &generator))
                .map { _ in pieces.randomElement(using: &generator)! }.joined()
            guard let key = try? ObjectKey(text) else { continue }
            accepted += 1
            var depth = 0
            for segment in key.text.split(separator: "/", omittingEmptySubsequences: false) {
                depth += segment == ".." ? -1 : segment == "." || segment.isEmpty ? 0 : 1
                #expect(depth > 0 && !segment.isEmpty && segment != "." && segment != "..")
                #expect(
                    !segment.utf8.contains(0) && !segment.utf8.contains(0x5c)
                        && !segment.hasPrefix(".enhance"))
            }
            #expect(key.text.utf8.elementsEqual(text.utf8))
            #expect(PercentEncoding.decode(key.encoded) == Array(key.text.utf8))
        }
        #expect(accepted > 1000)
    }

    // MARK: fileid

    @Test(arguments: [
        ("p2/x.jpg", "p1/test1.jpg", "p1/p2/x.jpg"), ("/p2/x.jpg", "p1/test1.jpg", "p2/x.jpg"),
        ("x.jpg", "test1.jpg", "x.jpg"), ("a%20b%2Fc.jpg", "p/s.jpg", "p/a b/c.jpg"),
        ("a+b.jpg", "p/s.jpg", "p/a+b.jpg"),
        ("%2Fabs.jpg", "p/s.jpg", "abs.jpg"), ("%252e.jpg", "p/s.jpg", "p/%2e.jpg"),
        ("100%.jpg", "s.jpg", "100%.jpg"),
        ("%FF.jpg", "s.jpg", "%FF.jpg"), ("图.jpg", "p/s.jpg", "p/图.jpg"),
        ("s.jpg", "p/s.jpg", "p/s.jpg"),
    ])
    func `a fileid is decoded once, from the root with a slash, else from the source's folder`(
        fileID: String, source: String, key: String
    ) throws {
        #expect(try ObjectKey(fileID: fileID, source: ObjectKey(source)).text == key)
    }

    @Test(arguments: [
        "", "/", "//a", "a/", "..", "../x", "%2e%2e/x", "%2e%2e%2fx", "/../x", "a/../../x", "a%00b",
        "a%5cb", ".enhance/x",
        "/.enhance/tmp/x", "a%0ab", "./x",
    ])
    func `a fileid that leads anywhere else is refused`(fileID: String) throws {
        let source = try ObjectKey("p/s.jpg")
        #expect(
            refusal { () throws(COSError) in try ObjectKey(fileID: fileID, source: source) }
                == .invalidObjectName)
    }

    @Test func `KeyTooLong: folder and fileid together`() throws {
        let source = try ObjectKey(
            String(repeating: String(repeating: "a", count: 99) + "/", count: 8) + "s")
        let fileID = String(repeating: "b", count: 51)
        #expect(
            refusal { () throws(COSError) in try ObjectKey(fileID: fileID, source: source) }
                == .keyTooLong)
        #expect(try ObjectKey(fileID: "/" + fileID, source: source).text == fileID)
    }

    // MARK: Location

    @Test(arguments: [
        ("b-1.cos.x.myqcloud.com:80", "b-1", "b-1.cos.x.myqcloud.com:80/p/a%20b%2B%E5%9B%BE.png"),
        ("b-1.cos.x.myqcloud.com", "c-2", "c-2.cos.x.myqcloud.com/p/a%20b%2B%E5%9B%BE.png"),
        ("127.0.0.1:8080", "c-2", "127.0.0.1:8080/p/a%20b%2B%E5%9B%BE.png"),
        ("localhost", "b-1", "localhost/p/a%20b%2B%E5%9B%BE.png"),
    ])
    func `a location is the host as sent and the encoded key, another bucket in its first label`(
        host: String, bucket: String, location: String
    ) throws {
        let key = try ObjectKey("p/a b+图.png")
        #expect(
            key.location(host: host, requestBucket: BucketName("b-1")!, bucket: BucketName(bucket)!)
                == location)
    }
}

/// The code that `body` is refused with; `nil` when it is not.
func refusal<Value>(_ body: () throws(COSError) -> Value) -> ErrorCode? {
    do {
        _ = try body()
        return nil
    } catch {
        return error.code
    }
}

/// The same numbers in every run.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    /// SplitMix64.
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }
}
