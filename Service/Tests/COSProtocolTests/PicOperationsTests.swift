import Testing

@testable import COSProtocol

@Suite struct PicOperationsTests {
    private let bucket = BucketName("b-1")!

    private func parsed(_ header: String) throws(COSError) -> PicOperations {
        try PicOperations(header: header, source: ObjectKey("p/s.png"), bucket: bucket)
    }

    private func rules(_ count: Int) -> String {
        let rules = (0..<count).map { #"{"fileid":"\#($0).png","rule":"ci-process=AIEnhanceImage"}"# }
        return #"{"rules":[\#(rules.joined(separator: ","))]}"#
    }

    @Test func `every member is read`() throws {
        let operations = try parsed(
            #"""
            {"is_pic_info":1,"rules":[
             {"fileid":"/out/x.png","rule":"ci-process=AIEnhanceImage&denoise=4&sharpen=2","bucket":"c-2"},
             {"fileid":"y.png","rule":"ci-process=AIEnhanceImage\u0026denoise=%30&sharpen=&ignore-error=1"}]}
            """#)
        #expect(operations.wantsImageInfo)
        #expect(operations.rules.map(\.bucket.text) == ["c-2", "b-1"])
        #expect(operations.rules.map(\.key.text) == ["out/x.png", "p/y.png"])
        #expect(operations.rules[0].parameters.pairs.map(\.name) == ["denoise", "sharpen"])
        #expect(operations.rules[1].parameters.pairs.map(\.value) == ["0", "", "1"])
    }

    @Test(arguments: [
        (#"{"is_pic_info":0}"#, false), (#"{"is_pic_info":"0"}"#, false),
        (#"{"is_pic_info":"1"}"#, true), ("{}", false),
        (#"{"is_pic_info":1,"unknown":{"a":[1,{}]}}"#, true), (#"{"rules":[]}"#, false),
    ])
    func `is_pic_info is 0 or 1 as number or text; no rules and unknown members are fine`(
        header: String, wantsInfo: Bool
    ) throws {
        let operations = try parsed(header)
        #expect(operations.wantsImageInfo == wantsInfo && operations.rules.isEmpty)
    }

    @Test func `one to five rules`() throws {
        for count in 0...5 { #expect(try parsed(rules(count)).rules.count == count) }
        #expect(refusal { () throws(COSError) in try parsed(rules(6)) } == .invalidPicOperations)
    }

    @Test func `text beyond ASCII may come raw or escaped`() throws {
        for text in ["图", #"\u56fe"#] {
            let header = #"{"rules":[{"fileid":"\#(text).png","rule":"ci-process=AIEnhanceImage"}]}"#
            #expect(try parsed(header).rules[0].key.text == "p/图.png")
        }
    }

    @Test(arguments: [
        "", "{", "[]", "null", "1", #""x""#, "{} x", #"{"is_pic_info":2}"#, #"{"is_pic_info":true}"#,
        #"{"is_pic_info":[]}"#,
        #"{"is_pic_info":"yes"}"#, #"{"rules":{}}"#, #"{"rules":"x"}"#, #"{"rules":[1]}"#,
        #"{"rules":[{}]}"#,
        #"{"rules":[{"fileid":"x"}]}"#, #"{"rules":[{"rule":"ci-process=AIEnhanceImage"}]}"#,
        #"{"rules":[{"fileid":1,"rule":"ci-process=AIEnhanceImage"}]}"#,
        #"{"rules":[{"fileid":"x","rule":["ci-process=AIEnhanceImage"]}]}"#,
        #"{"rules":[{"fileid":"x","rule":"ci-process=AIEnhanceImage","bucket":"../b"}]}"#,
        #"{"rules":[{"fileid":"x","rule":"ci-process=AIEnhanceImage","bucket":1}]}"#,
    ])
    func `InvalidPicOperations: what is not of the documented form`(header: String) {
        #expect(refusal { () throws(COSError) in try parsed(header) } == .invalidPicOperations)
    }

    @Test func `InvalidPicOperations: more than 16 KiB, however deep`() {
        let padding = String(repeating: " ", count: PicOperations.maximumBytes)
        #expect(refusal { () throws(COSError) in try parsed("{}" + padding) } == .invalidPicOperations)
        #expect(refusal { () throws(COSError) in try parsed("{}" + padding.dropLast(2)) } == nil)
        let deep = String(repeating: "[", count: 8000) + String(repeating: "]", count: 8000)
        #expect(
            refusal { () throws(COSError) in try parsed(#"{"x":\#(deep)}"#) } == .invalidPicOperations)
    }

    @Test
    func `InvalidPicOperations: two rules with one target, however spelled, but not in two buckets`() {
        func two(_ a: String, _ b: String) -> String {
            #"{"rules":[{"fileid":"\#(a)","rule":"ci-process=AIEnhanceImage"},{"fileid":"\#(b)","rule":"ci-process=AIEnhanceImage&denoise=1"}]}"#
        }
        for (a, b) in [("x.png", "x.png"), ("x.png", "/p/x.png"), ("x.png", "%78.png")] {
            #expect(refusal { () throws(COSError) in try parsed(two(a, b)) } == .invalidPicOperations)
        }
        let apart = two("x.png", #"x.png","bucket":"c-2"#)
        #expect(refusal { () throws(COSError) in try parsed(apart) } == nil)
    }

    @Test func `InvalidPicOperations: two headers`() throws {
        let headers = HeaderFields(
            [("Pic-Operations", "{}"), ("pic-operations", "{}")].map { (name: $0.0, value: $0.1) })
        #expect(
            refusal { () throws(COSError) in try PicOperations.header(in: headers) }
                == .invalidPicOperations)
        #expect(try PicOperations.header(in: ["PIC-OPERATIONS": "{}"]) == "{}")
        #expect(try PicOperations.header(in: [:]) == nil)
    }

    @Test(arguments: [
        "", "imageMogr2/format/png", "imageMogr2/sharpen/70", "style/x",
        "ci-process=AIEnhanceImage|imageMogr2/format/png",
        "imageMogr2/sharpen/70|ci-process=AIEnhanceImage", "ci-process=AISuperResolution",
        "ci-process=",
        "ci-process=AIEnhanceImage&ci-process=AIEnhanceImage", "ci-process=aienhanceimage",
        "ci-process=AIEnhanceImage&detect-url=http%3A%2F%2Fa%2Fb.png", "denoise=3",
        "ci-process=AIEnhanceImage&imageMogr2/x",
        "ci-process=AIEnhanceImage%7C",
    ])
    func `InvalidArgument: rules of other operations, chains and detect-url`(rule: String) {
        let header = #"{"rules":[{"fileid":"x.png","rule":"\#(rule)"}]}"#
        #expect(refusal { () throws(COSError) in try parsed(header) } == .invalidArgument)
    }

    @Test(arguments: ["../x", "a/", "/", "%2e%2e/x"])
    func `a fileid that is no key is refused by its name`(
        fileID: String
    ) {
        let header = #"{"rules":[{"fileid":"\#(fileID)","rule":"ci-process=AIEnhanceImage"}]}"#
        let error = #expect(throws: COSError.self) { try parsed(header) }
        #expect(error?.code == .invalidObjectName && error?.parameter == "fileid")
    }

    // MARK: The query of a GET

    @Test(arguments: [
        "imageMogr2%2Fsharpen%2F70", "imageMogr2/format/png=", "imageView2/1/w/100", "imageInfo",
        "watermark/1/text/x",
        "ci-process=AISuperResolution", "ci-process=",
        "ci-process=AIEnhanceImage&ci-process=AIEnhanceImage",
        "ci-process=AIEnhanceImage&imageMogr2/x", "detect-url=a&ci-process=AIEnhanceImage&detect-url=b",
    ])
    func `InvalidArgument: other processing is never answered with the original`(query: String) {
        #expect(
            refusal { () throws(COSError) in try ProcessingParameters(query: Query(query)) }
                == .invalidArgument)
    }

    @Test func `a query's parameters are decoded, and its other names left to whoever knows them`()
        throws
    {
        #expect(try ProcessingParameters(query: Query("denoise=9&response-expires=x")) == nil)
        let query = Query(
            "ci-process=AIEnhanceImage&denoise=%35&sharpen&detect-url=http%3A%2F%2Fa%2Fb+c&x=1")
        let parameters = try #require(try ProcessingParameters(query: query))
        #expect(parameters.detectURL == "http://a/b c")
        #expect(parameters.pairs.map { "\($0.name)=\($0.value)" } == ["denoise=5", "sharpen=", "x=1"])
    }
}
