import Testing

@testable import COSProtocol

@Suite struct SignatureTests {
    private let policy = AccessPolicy(credentials: SignatureVector.credentials)

    private func requester(_ request: RequestHead, now: Int = SignatureVector.now) throws(COSError)
        -> Requester
    {
        try policy.requester(of: request, now: now)
    }

    @Test(arguments: SignatureVector.all) func `what the real SDK signed is accepted`(
        vector: SignatureVector
    ) throws {
        #expect(try requester(vector.request).keyID == SignatureVector.id)
    }

    @Test(arguments: SignatureVector.all) func `another secret key is refused`(
        vector: SignatureVector
    ) {
        let policy = AccessPolicy(
            credentials: Credentials([Credential(id: SignatureVector.id, secret: Secret("another"))]))
        let error = #expect(throws: COSError.self) {
            try policy.requester(of: vector.request, now: SignatureVector.now)
        }
        #expect(error?.code == .signatureDoesNotMatch)
    }

    @Test(arguments: SignatureVector.all) func `an unknown q-ak is refused`(vector: SignatureVector) {
        let error = #expect(throws: COSError.self) {
            try AccessPolicy(credentials: Credentials()).requester(
                of: vector.request, now: SignatureVector.now)
        }
        #expect(error?.code == .invalidAccessKeyID)
    }

    /// Each signs its method and path; V6 nothing else.
    @Test(arguments: SignatureVector.all) func `another method, path or signed host is refused`(
        vector: SignatureVector
    ) throws {
        let request = vector.request
        let target = request.target.path + "x" + query(of: request)
        let host = "other-1250000000.cos.ap-guangzhou.myqcloud.com"
        let changed = [
            try RequestHead(
                method: "DELETE", target: full(request), host: request.host, headers: request.headers),
            try RequestHead(
                method: request.method, target: target, host: request.host, headers: request.headers),
        ]
        for request in changed { #expect(throws: COSError.self) { try requester(request) } }
        let elsewhere = try RequestHead(
            method: request.method, target: full(request), host: host, headers: request.headers)
        if vector.name == "V6" {
            _ = try requester(elsewhere)
        } else {
            #expect(throws: COSError.self) { try requester(elsewhere) }
        }
    }

    @Test func `every signed header and parameter counts`() throws {
        let put = SignatureVector.named("V3").request
        for name in ["content-length", "content-type", "pic-operations"] {
            let changed = put.headers.fields.map { $0.name == name ? ($0.name, $0.value + "0") : $0 }
            let missing = put.headers.fields.filter { $0.name != name }
            let twice = put.headers.fields + [(name, "0")]
            for fields in [changed, missing, twice] {
                let error = #expect(throws: COSError.self, "\(name)") {
                    try requester(try with(put, headers: fields.map { (name: $0.0, value: $0.1) }))
                }
                #expect(error?.code == .signatureDoesNotMatch)
            }
        }
        let get = SignatureVector.named("V2").request
        for change in [
            ("denoise=5", "denoise=4"), ("&denoise=5", ""), ("denoise=5", "denoise=5&denoise=1"),
        ] {
            let error = #expect(throws: COSError.self, "\(change)") {
                try requester(try with(get, target: full(get).replacing(change.0, with: change.1)))
            }
            #expect(error?.code == .signatureDoesNotMatch)
        }
        _ = try requester(try with(get, target: full(get) + "&x-cos-traffic-limit=819200"))
    }

    // MARK: The twelve rules

    @Test func `rule 1: the path is decoded once and nothing in it normalised`() throws {
        let plain = SignatureVector.named("V1").request
        _ = try requester(try with(plain, target: "/pic%2Fsample.png"))
        _ = try requester(try with(plain, target: "/%70ic/sample.pn%67"))
        for target in [
            "/pic//sample.png", "/pic/./sample.png", "/x/../pic/sample.png", "/pic%252Fsample.png",
        ] {
            #expect(throws: COSError.self, "\(target)") { try requester(try with(plain, target: target)) }
        }
    }

    @Test func `rule 2: the host counts with and without its port`() throws {
        let plain = SignatureVector.named("V1").request
        _ = try requester(try with(plain, host: SignatureVector.host + ":8080"))
        let signer = Signer()
        let port = try signer.signed("GET", "/k", host: "127.0.0.1:8080", signing: ["host"])
        _ = try requester(port)
        #expect(throws: COSError.self) { try requester(try with(port, host: "127.0.0.1:8081")) }
        #expect(throws: COSError.self) { try requester(try with(port, host: "127.0.0.1")) }
    }

    @Test func `rule 3: a plus in the query is a space, or a plus`() throws {
        let signer = Signer()
        let space = try signer.signed("GET", "/k", parameters: [("a", "x y")])
        _ = try requester(try with(space, target: "/k?a=x+y"))
        _ = try requester(try with(space, target: "/k?a=x%20y"))
        let plus = try signer.signed("GET", "/k", parameters: [("a", "x+y")])
        _ = try requester(try with(plus, target: "/k?a=x+y"))
        _ = try requester(try with(plus, target: "/k?a=x%2By"))
        #expect(throws: COSError.self) { try requester(try with(plus, target: "/k?a=x%20y")) }
    }

    @Test func `rule 4: a parameter without a value has an empty one`() throws {
        let post = SignatureVector.named("V4").request
        _ = try requester(try with(post, target: "/pic/sample.png?image_process"))
    }

    @Test
    func
        `rule 5: the list of parameters may be one level of encoding short, and only & splits a query`()
        throws
    {
        let link = SignatureVector.named("V8").request
        _ = try requester(try with(link, target: full(link).replacing("%252f", with: "/")))
        let times = SignatureVector.named("V7").request
        _ = try requester(try with(times, target: full(times).replacing("%3B", with: ";")))
    }

    @Test func `rule 6: names are signed in the order of the lists`() throws {
        let signer = Signer()
        let headers = [("x-cos-a", "1"), ("x-cos-b", "2")]
        for order in [["x-cos-a", "x-cos-b", "host"], ["host", "x-cos-b", "x-cos-a"]] {
            let request = try signer.signed("GET", "/k", headers: headers, signing: order)
            _ = try requester(request)
            let other = order.reversed().joined(separator: ";")
            let authorization = request.headers["authorization"]!
                .replacing("q-header-list=\(order.joined(separator: ";"))", with: "q-header-list=\(other)")
            let fields = headers + [("authorization", authorization)]
            #expect(throws: COSError.self) {
                try requester(try with(request, headers: fields.map { (name: $0.0, value: $0.1) }))
            }
        }
    }

    @Test
    func `rule 7: values lose surrounding blanks, keep their UTF-8, and repeated ones are sorted`()
        throws
    {
        let signer = Signer()
        let request = try signer.signed(
            "GET", "/k", headers: [("x-cos-meta-a", "图 1")], signing: ["x-cos-meta-a"])
        let fields = request.headers.fields.map { (name: $0.name, value: "  \($0.value)\t") }
        _ = try requester(try with(request, headers: fields))
        let sorted = try signer.signed("GET", "/k", parameters: [("a", "1"), ("a", "2")])
        _ = try requester(try with(sorted, target: "/k?a=2&a=1"))
    }

    @Test(arguments: [
        "host", "date;host", "host;range;x-cos-security-token", "expect;host;origin;x-ci-a",
    ])
    func `rule 8: SDKs sign different sets of headers`(list: String) throws {
        let names = list.split(separator: ";").map(String.init)
        let headers = names.filter { $0 != "host" }.map { ($0, "value of \($0)") }
        _ = try requester(try Signer().signed("GET", "/k", headers: headers, signing: names))
    }

    @Test func `rule 9: both times must contain now, and end within seven days`() throws {
        let now = SignatureVector.now
        for (start, end, code, message) in [
            (now - 60, now + 10000, nil, ""), (now, now, nil, ""), (now + 900, now + 1000, nil, ""),
            (now - 100, now, nil, ""), (now, now + 604_800, nil, ""),
            (now - 100, now - 1, ErrorCode.accessDenied, "Request has expired"),
            (now + 901, now + 1000, .requestTimeTooSkewed, nil),
            (now - 10, now + 604_791, .accessDenied, nil),
            (now + 10, now, .accessDenied, nil),
        ] as [(Int, Int, ErrorCode?, String?)] where start != end {
            for (signTime, keyTime) in [
                ("\(start);\(end)", "\(now - 9);\(now + 9)"), ("\(now - 9);\(now + 9)", "\(start);\(end)"),
            ] {
                let request = try Signer().signed("GET", "/k", signTime: signTime, keyTime: keyTime)
                guard let code else {
                    _ = try requester(request)
                    continue
                }
                let error = #expect(throws: COSError.self, "\(signTime) \(keyTime)") {
                    try requester(request)
                }
                #expect(error?.code == code)
                if let message { #expect(error?.message == message) }
            }
        }
    }

    @Test(arguments: [
        "", "1;", ";1", "1", "1;2;3", "-1;2", "0x1;2", "99999999999999999999;99999999999999999999",
        "a;b",
    ])
    func `times that are none are refused`(time: String) throws {
        let error = #expect(throws: COSError.self) {
            try requester(Signer().signed("GET", "/k", signTime: time))
        }
        #expect(error?.code == .accessDenied)
    }

    @Test func `rule 10: neither parameters nor host need be signed, and who asks can tell`() throws {
        let bare = try requester(SignatureVector.named("V6").request)
        try bare.requireSignedHost(unlessOnlyOrDefault: true)
        #expect(throws: COSError.self) { try bare.requireSignedHost(unlessOnlyOrDefault: false) }
        let plain = try requester(SignatureVector.named("V1").request)
        try plain.requireSignedHost(unlessOnlyOrDefault: false)
        #expect(throws: COSError.self) { try plain.requireSignedDetectURL() }
        try requester(SignatureVector.named("V2").request).requireSignedDetectURL()
    }

    @Test(arguments: [
        "", "4b37", "zz37d82d65f24e2ffa51568b170927bd42e30106", String(repeating: "0", count: 40),
        "4b37d82d65f24e2ffa51568b170927bd42e3010600",
    ])
    func `rule 11: a code that is none, short, long or wrong does not match`(code: String) throws {
        let plain = SignatureVector.named("V1").request
        let error = #expect(throws: COSError.self) {
            try requester(try with(plain, authorization: SignatureVector.authorization(code: code)))
        }
        #expect(error?.code == .signatureDoesNotMatch)
    }

    @Test func `rule 12: one signature, in one place`() throws {
        let link = SignatureVector.named("V7").request
        let header = SignatureVector.named("V1").request.headers["authorization"]!
        let both = #expect(throws: COSError.self) {
            try requester(try with(link, authorization: header))
        }
        #expect(both?.code == .invalidRequest)
        let plain = SignatureVector.named("V1").request
        let two = [(name: "authorization", value: header), (name: "authorization", value: header)]
        #expect(throws: COSError.self) { try requester(try with(plain, headers: two)) }
        let item = #expect(throws: COSError.self) {
            try requester(
                try with(link, target: full(link) + "&q-signature=" + String(repeating: "0", count: 40)))
        }
        #expect(item?.code == .accessDenied)
    }

    // MARK: Missing and foreign signatures

    @Test(arguments: [
        "q-sign-algorithm", "q-ak", "q-sign-time", "q-key-time", "q-header-list", "q-url-param-list",
        "q-signature",
    ])
    func `a partial signature is refused as unsigned, even where all is permitted`(missing: String)
        throws
    {
        let plain = SignatureVector.named("V1").request
        let authorization = plain.headers["authorization"]!.split(separator: "&")
            .filter { !$0.hasPrefix(missing + "=") }.joined(separator: "&")
        let policy = AccessPolicy(credentials: SignatureVector.credentials, anonymous: .all)
        let error = #expect(throws: COSError.self) {
            try policy.requester(
                of: try with(plain, authorization: authorization), now: SignatureVector.now)
        }
        #expect(error?.code == .accessDenied)
    }

    @Test(arguments: [
        "AWS4-HMAC-SHA256 Credential=AKID/20230101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=00",
        "Basic dXNlcjpwYXNz", "Bearer token", "", "q-sign-algorithm=sha256&q-ak=a",
    ])
    func `signatures of other kinds are refused`(authorization: String) throws {
        let plain = SignatureVector.named("V1").request
        let error = #expect(throws: COSError.self) {
            try requester(try with(plain, authorization: authorization))
        }
        #expect(error?.code == .accessDenied)
    }

    @Test func `an unsigned request is refused unless something is permitted without`() throws {
        let plain = try with(SignatureVector.named("V1").request, headers: [])
        let error = #expect(throws: COSError.self) { try requester(plain) }
        #expect(error?.code == .accessDenied)
        #expect(
            try AccessPolicy(credentials: Credentials(), anonymous: .read).requester(of: plain, now: 0)
                .keyID == nil)
    }

    @Test func `no message repeats a signature or a secret`() throws {
        let plain = SignatureVector.named("V1").request
        let code = "0123456789abcdef0123456789abcdef01234567"
        for time in ["1700000000;1700003660", "1;2", "x"] {
            let authorization = SignatureVector.authorization(time: time, code: code)
            let error = #expect(throws: COSError.self) {
                try requester(try with(plain, authorization: authorization))
            }
            #expect(error?.description.contains(code) == false)
            #expect(error?.description.contains(SignatureVector.secret) == false)
        }
        for text in [
            "\(Secret("top"))", String(reflecting: Secret("top")), dumped(SignatureVector.credentials),
        ] {
            #expect(!text.contains("top") && !text.contains(SignatureVector.secret))
        }
    }

    private func dumped(_ value: some Any) -> String {
        var text = ""
        dump(value, to: &text)
        return text
    }

    // MARK: Changed requests

    private func query(of request: RequestHead) -> String {
        let items = request.target.query.items.map { "\($0.rawName)=\($0.rawValue)" }
        return items.isEmpty ? "" : "?" + items.joined(separator: "&")
    }

    private func full(_ request: RequestHead) -> String { request.target.path + query(of: request) }

    private func with(_ request: RequestHead, target: String) throws -> RequestHead {
        try RequestHead(
            method: request.method, target: target, host: request.host, headers: request.headers)
    }

    private func with(_ request: RequestHead, host: String) throws -> RequestHead {
        try RequestHead(
            method: request.method, target: full(request), host: host, headers: request.headers)
    }

    private func with(_ request: RequestHead, headers: [(name: String, value: String)]) throws
        -> RequestHead
    {
        try RequestHead(
            method: request.method, target: full(request), host: request.host,
            headers: HeaderFields(headers))
    }

    private func with(_ request: RequestHead, authorization: String) throws -> RequestHead {
        let others = request.headers.fields.filter { $0.name != "authorization" }
        return try with(request, headers: others + [(name: "authorization", value: authorization)])
    }
}
