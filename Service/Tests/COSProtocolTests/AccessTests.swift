import Testing

@testable import COSProtocol

/// The second column of the table of requests.
@Suite struct AccessTests {
    private let bucket = BucketName("b-1")!

    private func requester(_ json: String) throws -> Requester {
        let credential = try #require(try Credentials(json: Array(json.utf8))["k"])
        return Requester(credential: credential, signedHeaders: ["host"], signedParameters: ["denoise"])
    }

    private func permitted(_ requester: Requester, _ key: String) -> [Action] {
        Action.allCases.filter { action in
            refusal { () throws(COSError) in try requester.require(action, bucket: bucket, key: key) }
                == nil
        }
    }

    @Test(
        arguments: [
            ("", Action.allCases), (#""actions":["*"],"#, Action.allCases), (#""actions":[],"#, []),
            (#""actions":["cos:*"],"#, [.getObject, .putObject, .deleteObject]),
            (#""actions":["name/cos:GetObject"],"#, [.getObject]),
            (#""actions":["cos:Get*"],"#, [.getObject]),
            (
                #""actions":["cos:PutObject","ci:CreateAIEnhanceImageJob","cos:PutBucket"],"#,
                [.putObject, .enhanceImage]
            ),
            (#""actions":["ci:*"],"#, [.enhanceImage]), (#""actions":["cos:getobject"],"#, []),
        ] as [(String, [Action])])
    func `a key may do what its actions say, and everything without`(
        actions: String, expected: [Action]
    ) throws {
        let requester = try requester(#"{"keys":[{\#(actions)"id":"k","secret":"s"}]}"#)
        #expect(permitted(requester, "a") == expected)
    }

    @Test(arguments: [
        ("*", "a", true), ("*", "", true), ("b-1/*", "a/b", true), ("b-1/*", "", true),
        ("b-1", "a", true),
        ("b-1/", "a", true), ("b-1/in/*", "in/a", true), ("b-1/in/*", "in/a/b", true),
        ("b-1/in/", "in/a", true),
        ("b-1/in/*", "inner", false), ("b-1/in/*", "", false), ("b-1/a", "a", true),
        ("b-1/a", "ab", false),
        ("b-1/a", "A", false), ("b/*", "a", false), ("b-12/*", "a", false), ("b-1*", "a", true),
        ("*/a.png", "a.png", true),
        ("*/a.png", "a.png/b", false), ("b-1/*.png", "x/y.png", true),
        ("b-1/*/t/*.png", "x/t/y.png", true),
        ("b-1/*/t/*.png", "x/y.png", false), ("b-1/a*a", "a", false), ("b-1/a*a", "aa", true),
        ("qcs::cos:ap-guangzhou:uid/1:b-1/in/*", "in/a", true),
        ("qcs::cos:*:*:b-1/in/*", "out/a", false),
    ])
    func `a key is for the objects that its resources say`(
        resource: String, key: String, isPermitted: Bool
    ) throws {
        let requester = try requester(
            #"{"keys":[{"id":"k","secret":"s","resources":["\#(resource)"]}]}"#)
        #expect(permitted(requester, key).isEmpty == !isPermitted)
    }

    @Test func `what is not permitted is AccessDenied`() throws {
        let requester = try requester(
            #"{"keys":[{"id":"k","secret":"s","actions":["cos:GetObject"]}]}"#)
        let error = #expect(throws: COSError.self) {
            try requester.require(.putObject, bucket: bucket, key: "a")
        }
        #expect(error?.code == .accessDenied)
    }

    @Test func `unsigned requests: none, read or all, and detect-url only with all`() {
        let expected: [AnonymousAccess: [Action]] = [
            .none: [], .read: [.getObject, .enhanceImage], .all: Action.allCases,
        ]
        for access in AnonymousAccess.allCases {
            let requester = Requester(anonymous: access)
            #expect(permitted(requester, "a") == expected[access])
            let detectURL = refusal { () throws(COSError) in try requester.requireSignedDetectURL() }
            #expect(detectURL == (access == .all ? nil : .accessDenied))
        }
    }

    @Test func `a signature must cover Pic-Operations, with the cloud's message`() throws {
        let credential = Credential(id: "k", secret: Secret("s"))
        let bare = Requester(credential: credential, signedHeaders: ["host"], signedParameters: [])
        let error = #expect(throws: COSError.self) { try bare.requireSignedPicOperations() }
        #expect(
            error?.code == .accessDenied
                && error?.message == "Auth sign header must include Pic-Operations")
        try Requester(credential: credential, signedHeaders: ["pic-operations"], signedParameters: [])
            .requireSignedPicOperations()
        try Requester(anonymous: .all).requireSignedPicOperations()
    }

    @Test func `response-… parameters count only where the signature covers them`() throws {
        let headers = ObjectHeaders([.init(name: "Content-Type", value: "image/png")])
        let query = Query(
            "response-content-type=text%2Fhtml&response-cache-control=no-store&response-x=1")
        let credential = Credential(id: "k", secret: Secret("s"))
        let signed = Requester(
            credential: credential, signedHeaders: [],
            signedParameters: ["response-content-type", "response-x"])
        #expect(
            headers.overridden(by: query, of: signed).fields == [
                .init(name: "content-type", value: "text/html")
            ])
        #expect(headers.overridden(by: query, of: Requester(anonymous: .all)) == headers)
        let injecting = Query("response-content-type=a%0d%0aSet-Cookie%3A+x")
        #expect(headers.overridden(by: injecting, of: signed) == headers)
    }

    @Test(arguments: [
        "", "{", "[]", #"{"keys":1}"#, #"{"keys":[{"id":"k"}]}"#,
        #"{"keys":[{"id":"","secret":"hush"}]}"#,
        #"{"keys":[{"id":"k","secret":""}]}"#,
        #"{"keys":[{"id":"k","secret":"hush","actions":["read"]}]}"#,
        #"{"keys":[{"id":"k","secret":"hush","actions":["cos:"]}]}"#,
        #"{"keys":[{"id":"k","secret":"hush","resources":[""]}]}"#,
        #"{"keys":[{"id":"k","secret":"hush","resources":["qcs::cos"]}]}"#,
        #"{"keys":[{"id":"k","secret":"hush"},{"id":"k","secret":"hush"}]}"#,
        #"{"keys":[{"id":"a b","secret":"hush"}]}"#,
        #"{"keys":[{"id":"k","secret":"hush" hush}]}"#,
    ])
    func `a key file that is none is refused without a word of it`(json: String) {
        let error = #expect(throws: KeyFileError.self) { try Credentials(json: Array(json.utf8)) }
        #expect(error?.description.contains("hush") == false)
    }
}
