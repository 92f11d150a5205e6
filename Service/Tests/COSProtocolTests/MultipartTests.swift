import Testing

@testable import COSProtocol

/// What clients send and get about uploads in parts.
@Suite struct MultipartTests {
    private let id = UploadID("0123456789abcdef0123456789abcdef")!

    private func completion(_ xml: String) throws(COSError) -> [UploadCompletion.Part] {
        try UploadCompletion(xml: Array(xml.utf8)).parts
    }

    // MARK: The list of parts

    @Test(arguments: [
        "<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>\"a\"</ETag></Part></CompleteMultipartUpload>",
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<!-- x --><CompleteMultipartUpload xmlns='http://x/' a=\"b>c\">\n"
            + "<Part>\n<ETag> &quot;a&#34; </ETag><PartNumber>1</PartNumber></Part></CompleteMultipartUpload>\n",
        "\u{FEFF}<c:CompleteMultipartUpload><c:Part><c:PartNumber>1</c:PartNumber><c:ETag>a</c:ETag><New/></c:Part>"
            + "</c:CompleteMultipartUpload >",
        "<CompleteMultipartUpload><Part><PartNumber><![CDATA[1]]></PartNumber><ETag>&#x22;a&#x22;<!-- - --></ETag></Part>"
            + "</CompleteMultipartUpload>",
    ])
    func `a list of parts is read however a client spells it`(xml: String) throws {
        let part = UploadCompletion.Part(number: PartNumber(1)!, etag: EntityTag(text: "\"a\""))
        #expect(try completion(xml) == [part])
    }

    @Test(arguments: [
        "", "x", "{}", "<CompleteMultipartUpload/>", "<CompleteMultipartUpload>", "<Other><Part/></Other>",
        "<CompleteMultipartUpload><Part></CompleteMultipartUpload></Part>", "<a></a><b></b>",
        "<CompleteMultipartUpload><Part><PartNumber>1</PartNumber></Part></CompleteMultipartUpload>",
        "<CompleteMultipartUpload><Part><PartNumber>0</PartNumber><ETag>a</ETag></Part></CompleteMultipartUpload>",
        "<CompleteMultipartUpload><Part><PartNumber>10001</PartNumber><ETag>a</ETag></Part></CompleteMultipartUpload>",
        "<CompleteMultipartUpload><Part><PartNumber>+1</PartNumber><ETag>a</ETag></Part></CompleteMultipartUpload>",
        "<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag/></Part></CompleteMultipartUpload>",
        "<!DOCTYPE a [<!ENTITY b \"c\">]><CompleteMultipartUpload/>", "<a>&b;</a>", "<a>&#xD800;</a>", "<a>&amp</a>",
        "<a b></a>", "<a b=c></a>", "<1/>", "<a", "<a><![CDATA[", "<a><!--", "< a/>",
        String(repeating: "<a>", count: 100_000),
    ])
    func `MalformedXML: what is no list of parts`(xml: String) {
        #expect(refusal { () throws(COSError) in try completion(xml) } == .malformedXML)
    }

    @Test func `MalformedXML: what is no UTF-8`() {
        #expect(
            refusal { () throws(COSError) in try UploadCompletion(xml: Array("<a>".utf8) + [0xFF] + Array("</a>".utf8))
            }
                == .malformedXML)
    }

    @Test(arguments: [[2, 1], [1, 1]])
    func `InvalidPart: numbers that do not ascend`(numbers: [Int]) {
        let parts = numbers.map { "<Part><PartNumber>\($0)</PartNumber><ETag>a</ETag></Part>" }.joined()
        let xml = "<CompleteMultipartUpload>\(parts)</CompleteMultipartUpload>"
        #expect(refusal { () throws(COSError) in try completion(xml) } == .invalidPart)
    }

    // MARK: Names and numbers

    @Test(arguments: ["", "x", "0123456789ABCDEF0123456789abcdef", "../../../../../../../../../etc/pa"])
    func `what is no upload's name is none`(text: String) {
        #expect(UploadID(text) == nil)
    }

    @Test func `uploads have names that nobody guesses`() {
        #expect(Set((0..<100).map { _ in UploadID.random() }).count == 100)
    }

    @Test(arguments: [
        "partNumber=0", "partNumber=10001", "partNumber=x", "partNumber=", "", "partNumber=1&partNumber=1",
    ])
    func `InvalidArgument: a part has one number from 1 to 10000`(query: String) {
        #expect(refusal { () throws(COSError) in try PartNumber(query: Query(query)) } == .invalidArgument)
    }

    @Test func `the tag of an object in parts is the MD5 of their MD5s, and their number`() {
        // md5sum of the 32 bytes that are the MD5s of "a" and "b".
        let parts = ["0cc175b9c0f1b6a831c399e269772661", "92eb5ffee6ae2fec3ad71c777531578f"]
        #expect(
            EntityTag(partMD5s: parts.map { Hexadecimal.bytes($0)! }).text == "\"96e024ba2074fe77e8e965ba43a704be-2\"")
    }

    // MARK: Lists

    @Test func `a list of uploads is by key, the newest of a key last, and goes on where it ended`() throws {
        let ids = (0..<4).map { _ in UploadID.random() }
        let uploads = [
            UploadDocuments.Upload(key: "b", id: ids[0], started: 3), .init(key: "a", id: ids[1], started: 9),
            .init(key: "b", id: ids[2], started: 1), .init(key: "c&", id: ids[3], started: 0),
        ]
        func page(_ query: String) throws -> XMLReader.Element {
            try XMLReader.root(
                of: UploadDocuments.uploads(uploads, bucket: BucketName("b-1")!, UploadListing(query: Query(query))))
        }
        func listed(_ page: XMLReader.Element) -> [String?] { page.all("Upload").map { $0.value("UploadId") } }

        let all = try page("uploads")
        #expect(listed(all) == [ids[1], ids[2], ids[0], ids[3]].map(\.text))
        #expect(all.value("IsTruncated") == "false" && all.value("NextKeyMarker") == nil)
        #expect(all.all("Upload").last?.value("Key") == "c&")
        #expect(listed(try page("prefix=b")) == [ids[2], ids[0]].map(\.text))
        let first = try page("max-uploads=2")
        #expect(listed(first) == [ids[1], ids[2]].map(\.text) && first.value("IsTruncated") == "true")
        let rest = try page(
            "key-marker=\(first.value("NextKeyMarker")!)&upload-id-marker=\(first.value("NextUploadIdMarker")!)")
        #expect(listed(rest) == [ids[0], ids[3]].map(\.text))
        #expect(listed(try page("key-marker=b")) == [ids[3].text])
        #expect(try page("encoding-type=url&prefix=c").all("Upload").first?.value("Key") == "c%26")
    }

    @Test func `a list of parts goes on behind a number`() throws {
        let parts = (1...5).map {
            UploadDocuments.Part(
                number: PartNumber($0)!, etag: EntityTag(text: "\"\($0)\""), size: $0, lastModified: 1_700_000_000)
        }
        func page(_ query: String) throws -> XMLReader.Element {
            try XMLReader.root(
                of: UploadDocuments.parts(
                    parts, of: .init(key: "k", id: id, started: 0), bucket: BucketName("b-1")!,
                    UploadListing(query: Query(query))))
        }
        let first = try page("max-parts=2&part-number-marker=1")
        #expect(first.all("Part").map { $0.value("PartNumber") } == ["2", "3"])
        #expect(first.all("Part")[0].value("ETag") == "\"2\"" && first.all("Part")[0].value("Size") == "2")
        #expect(first.all("Part")[0].value("LastModified") == "2023-11-14T22:13:20.000Z")
        #expect(first.value("IsTruncated") == "true" && first.value("NextPartNumberMarker") == "3")
        #expect(try page("part-number-marker=5").all("Part").isEmpty)
    }

    @Test(arguments: ["delimiter=/", "max-uploads=x", "max-parts=-1", "encoding-type=gzip", "part-number-marker=1.5"])
    func `InvalidArgument: lists that are not offered`(query: String) {
        #expect(refusal { () throws(COSError) in try UploadListing(query: Query(query)) } == .invalidArgument)
    }
}
