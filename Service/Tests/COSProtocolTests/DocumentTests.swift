import Foundation
import FoundationXML
import Testing

@testable import COSProtocol

@Suite struct DocumentTests {
    /// The table of errors: every code has its status, and no other exists.
    @Test func `codes and statuses are those of the table`() {
        let table: [Int: [String]] = [
            400: [
                "InvalidArgument", "InvalidPicOperations", "InvalidImageFormat", "ImageTooLarge",
                "ImageResolutionExceed",
                "InvalidImageSource", "InvalidObjectName", "KeyTooLong", "EntityTooLarge", "BadDigest",
                "InvalidDigest",
                "InvalidRequest", "InvalidPart", "MalformedXML", "IncompleteBody",
            ],
            403: [
                "AccessDenied", "InvalidAccessKeyId", "SignatureDoesNotMatch", "RequestTimeTooSkewed",
                "AccessForbidden",
            ],
            404: ["NoSuchKey", "NoSuchBucket", "NoSuchUpload"], 405: ["MethodNotAllowed"],
            409: ["PathConflict", "FileAlreadyExists"], 412: ["PreconditionFailed"],
            416: ["InvalidRange"],
            500: ["InternalError"], 503: ["SlowDown"],
        ]
        let ours = Dictionary(grouping: ErrorCode.allCases, by: \.status).mapValues {
            Set($0.map(\.rawValue))
        }
        #expect(ours == table.mapValues(Set.init))
    }

    @Test(arguments: ErrorCode.allCases) func `an error's document has every element an SDK needs`(
        code: ErrorCode
    ) throws {
        let error = COSError(code, "<&>\"' \u{1}\u{FFFE}图\r\n")
        let document = ErrorDocument(
            error, host: "b-1.example", path: "/a&b", requestID: "id", traceID: "trace")
        let root = try parsed(document.bytes)
        #expect(root.name == "Error")
        #expect(try text(root, "Code") == code.rawValue)
        #expect(try text(root, "Message") == "<&>\"' 图\r\n")
        #expect(try text(root, "Resource") == "b-1.example/a&b")
        #expect(try text(root, "RequestId") == "id" && text(root, "TraceId") == "trace")
    }

    @Test func `no element of an error is empty`() throws {
        let document = ErrorDocument(
            COSError(.noSuchKey, ""), host: "", path: "", requestID: "id", traceID: "t")
        for child in try parsed(document.bytes).children ?? [] {
            #expect(child.stringValue?.isEmpty == false)
        }
    }

    private let etag = EntityTag(md5: [UInt8](repeating: 0xAB, count: 16))

    @Test func `an UploadResult has every element, in the order of the rules`() throws {
        let info = UploadResult.ImageInfo(
            format: "png", width: 640, height: 427, quality: 100,
            average: .init(red: 0xA1, green: 0x84, blue: 0x54),
            orientation: 1)
        let objects = try ["out/x<1>.png", "y.png"].map {
            UploadResult.ProcessedObject(
                key: try ObjectKey($0), location: "h/\($0)", format: "PNG", width: 640, height: 427,
                size: 9, quality: 80,
                etag: etag)
        }
        let result = UploadResult(
            key: try ObjectKey("pic/图&.png"), location: "h/pic/x.png", etag: etag, imageInfo: info,
            objects: objects)
        let root = try parsed(result.bytes)
        #expect(root.name == "UploadResult")
        #expect(try text(root, "OriginalInfo/Key") == "pic/图&.png")
        #expect(try text(root, "OriginalInfo/Location") == "h/pic/x.png")
        #expect(try text(root, "OriginalInfo/ETag") == "\"abababababababababababababababab\"")
        for (name, value) in [
            ("Format", "PNG"), ("Width", "640"), ("Height", "427"), ("Quality", "100"),
            ("Ave", "0xa18454"),
            ("Orientation", "1"),
        ] {
            #expect(try text(root, "OriginalInfo/ImageInfo/\(name)") == value)
        }
        #expect(
            try root.nodes(forXPath: "ProcessResults/Object/Key").map(\.stringValue) == [
                "out/x<1>.png", "y.png",
            ])
        for (name, value) in [("Format", "png"), ("Size", "9"), ("Quality", "80"), ("ETag", etag.text)] {
            #expect(try text(root, "ProcessResults/Object[1]/\(name)") == value)
        }
    }

    @Test func `what is not known is left out: an empty number makes an SDK fail`() throws {
        let object = UploadResult.ProcessedObject(
            key: try ObjectKey("x"), location: "h/x", format: nil, width: nil, height: nil, size: 0,
            etag: etag)
        let result = UploadResult(
            key: try ObjectKey("k"), location: "h/k", etag: etag, objects: [object])
        let root = try parsed(result.bytes)
        #expect(try root.nodes(forXPath: "OriginalInfo/ImageInfo").isEmpty)
        let names = try root.nodes(forXPath: "ProcessResults/Object/*").map(\.name)
        #expect(names == ["Key", "Location", "Size", "ETag"])
    }

    private func parsed(_ bytes: [UInt8]) throws -> XMLElement {
        try #require(try XMLDocument(data: Data(bytes), options: .nodePreserveWhitespace).rootElement())
    }

    private func text(_ element: XMLElement, _ path: String) throws -> String? {
        let nodes = try element.nodes(forXPath: path)
        #expect(nodes.count == 1)
        return nodes.first?.stringValue
    }

    // MARK: Tags and checksums

    @Test func `CRC-64 is that of the standard's check value, and zero for nothing`() {
        #expect(CRC64.checksum(Array("123456789".utf8)) == 11_051_210_869_376_104_954)
        #expect(CRC64.checksum([]) == 0)
    }

    @Test func `CRC-64 is that of the definition, bit by bit, whatever the length and the pieces`() {
        var generator = SeededGenerator(seed: 64)
        for length in 0..<70 {
            let bytes = (0..<length).map { _ in UInt8.random(in: 0...255, using: &generator) }
            var expected = UInt64.max
            for byte in bytes {
                expected ^= UInt64(byte)
                for _ in 0..<8 { expected = expected & 1 == 1 ? expected >> 1 ^ 0xC96C_5795_D787_0F42 : expected >> 1 }
            }
            #expect(CRC64.checksum(bytes) == ~expected)
            var pieces = CRC64()
            let middle = Int.random(in: 0...length, using: &generator)
            pieces.update(Array(bytes[..<middle]))
            pieces.update(Array(bytes[middle...]))
            #expect(pieces.value == ~expected)
        }
    }

    @Test func `the tag of an enhanced image changes with all it depends on, and is no MD5`() {
        let source = EntityTag(md5: [UInt8](repeating: 1, count: 16))
        let tags = [
            EntityTag(enhancing: source, parameters: ["3", "3", "1"]),
            EntityTag(enhancing: source, parameters: ["3", "3", "2"]),
            EntityTag(enhancing: source, parameters: ["33", "1"]),
            EntityTag(enhancing: etag, parameters: ["3", "3", "1"]),
        ]
        #expect(Set(tags).count == tags.count)
        for tag in tags {
            #expect(tag.text.count == 36 && tag.text.hasSuffix("-e\"") && tag.text.hasPrefix("\""))
            #expect(Hexadecimal.bytes(tag.text.dropFirst().prefix(32)) != nil)
        }
    }

    @Test func `InvalidDigest: Content-MD5 that is none; BadDigest: that of another body`() throws {
        #expect(try ContentMD5.digest(in: [:]) == nil)
        let empty = try ContentMD5.digest(in: ["Content-MD5": "1B2M2Y8AsgTpgAmY7PhCfg=="])
        #expect(empty.map(Hexadecimal.lower) == "d41d8cd98f00b204e9800998ecf8427e")
        for text in ["", "x", "d41d8cd98f00b204e9800998ecf8427e", "AAAA", "1B2M2Y8AsgTpgAmY7PhCfg"] {
            #expect(
                refusal { () throws(COSError) in try ContentMD5.digest(in: ["Content-MD5": text]) }
                    == .invalidDigest)
        }
        #expect(
            refusal { () throws(COSError) in try ContentMD5.check(empty, actual: [1]) } == .badDigest)
        #expect(refusal { () throws(COSError) in try ContentMD5.check(empty, actual: empty!) } == nil)
        #expect(refusal { () throws(COSError) in try ContentMD5.check(nil, actual: [1]) } == nil)
    }

    // MARK: Headers and types of objects

    @Test func `an object keeps the headers that the documents name`() {
        let headers: HeaderFields = [
            "Content-Type": "image/png", "cache-control": "max-age=1", "Content-Disposition": "inline",
            "Content-Encoding": "identity", "Content-Language": "en", "Expires": "0",
            "x-cos-meta-MD5": "ab",
            "Content-Length": "5", "Authorization": "secret", "x-cos-acl": "private", "Host": "h",
        ]
        let kept = ObjectHeaders(keeping: headers)
        #expect(
            Set(kept.fields.map(\.spelling)) == [
                "Content-Type", "Cache-Control", "Content-Disposition", "Content-Encoding", "Content-Language",
                "Expires",
                "x-cos-meta-md5",
            ])
        #expect(
            Set(kept.fields.map(\.name)) == [
                "content-type", "cache-control", "content-disposition", "content-encoding",
                "content-language", "expires",
                "x-cos-meta-md5",
            ])
    }

    @Test
    func `a type is known by the bytes, then the extension, and is never one that a browser runs`() {
        let png: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
        #expect(MediaType.of(png, key: "a.jpg") == "image/png")
        #expect(MediaType.of([0xFF, 0xD8, 0xFF, 0xE0], key: "a") == "image/jpeg")
        #expect(MediaType.of(Array("RIFF1234WEBPVP8 ".utf8), key: "a") == "image/webp")
        #expect(MediaType.of(Array("RIFF1234WAVE".utf8), key: "a") == MediaType.binary)
        #expect(MediaType.of([], key: "a/b.JPEG") == "image/jpeg")
        for key in ["a.html", "a.svg", "a.js", "a", "a.", "jpg", "a.jpg/b", "a.xml"] {
            #expect(MediaType.of(Array("<html>".utf8), key: key) == MediaType.binary, "\(key)")
        }
    }

    @Test func `percent-encoding keeps A-Z a-z 0-9 - _ . ~ alone`() {
        let all = [UInt8](0...255)
        let encoded = PercentEncoding.encode(all)
        #expect(PercentEncoding.decode(encoded) == all)
        let kept = "-.0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz~"
        let plain = encoded.replacing(#/%[0-9A-F]{2}/#, with: "")
        #expect(plain == kept)
        #expect(PercentEncoding.decode("%zz%4%41%") == Array("%zz%4A%".utf8))
    }
}
