import Testing

@testable import COSProtocol

/// The first column of the table of requests.
@Suite struct OperationTests {
    private func operation(_ method: String, _ target: String) throws(COSError)
        -> COSProtocol.Operation
    {
        try COSProtocol.Operation(method: method, target: RequestTarget(target))
    }

    @Test(
        arguments: [
            ("GET", "/k", .getObject), ("HEAD", "/k", .getObject),
            ("GET", "/a/b%2Fc?response-content-type=x", .getObject),
            ("GET", "/k?ci-process=AIEnhanceImage&denoise=3", .getObject),
            ("HEAD", "/k?ci-process=x", .getObject),
            ("GET", "/?ci-process=AIEnhanceImage&detect-url=http%3A%2F%2Fa%2Fb", .getObject),
            ("GET", "/k?x-cos-traffic-limit=819200", .getObject),
            ("GET", "/k?imageMogr2/format/png", .getObject),
            ("PUT", "/k", .putObject), ("POST", "/k?image_process", .processObject),
            ("POST", "/k?image_process=", .processObject), ("DELETE", "/k", .deleteObject),
            ("HEAD", "/", .headBucket),
            ("POST", "/k?uploads", .beginUpload), ("POST", "/k?uploads=", .beginUpload),
            ("PUT", "/k?partNumber=1&uploadId=x", .uploadPart), ("PUT", "/k?uploadId=x&partNumber=1", .uploadPart),
            ("POST", "/k?uploadId=x", .completeUpload), ("DELETE", "/k?uploadId=x", .abortUpload),
            ("GET", "/k?uploadId=x&max-parts=1000", .listParts), ("GET", "/?uploads=&prefix=k", .listUploads),
            ("OPTIONS", "/k", .preflight), ("OPTIONS", "/", .preflight),
        ] as [(String, String, COSProtocol.Operation)])
    func `every request that is offered is known by its method, path and query`(
        method: String, target: String, expected: COSProtocol.Operation
    ) throws {
        #expect(try operation(method, target) == expected)
    }

    @Test(arguments: [
        ("GET", "/"), ("GET", "/?prefix=a"), ("PUT", "/"), ("DELETE", "/"), ("POST", "/"),
        ("POST", "/k"), ("PATCH", "/k"),
        ("TRACE", "/k"), ("CONNECT", "/k"), ("PROPFIND", "/k"), ("get", "/k"), ("GET", "/k?acl"),
        ("PUT", "/k?acl="),
        ("GET", "/k?tagging"), ("GET", "/k?uploads"), ("POST", "/?uploads"), ("PUT", "/k?uploadId=x"),
        ("PUT", "/k?partNumber=1"), ("POST", "/k?uploads&uploadId=x"), ("HEAD", "/k?uploadId=x"),
        ("DELETE", "/?uploads"), ("PUT", "/k?uploads"), ("POST", "/?uploadId=x"), ("GET", "/?versions"),
        ("POST", "/?delete"),
        ("POST", "/k?append&position=0"), ("POST", "/k?restore"), ("GET", "/k?versionId=1"),
        ("PUT", "/?cors"),
    ])
    func `MethodNotAllowed: other methods and sub-resources`(method: String, target: String) {
        let error = #expect(throws: COSError.self) { try operation(method, target) }
        #expect(error?.code == .methodNotAllowed && error?.status == 405)
    }

    @Test(arguments: ["http://host/k", "*", "k", "", "?a"])
    func `a target that is no path is refused`(target: String) {
        #expect(refusal { () throws(COSError) in try RequestTarget(target) } == .invalidRequest)
    }

    @Test func `a key is the path decoded once`() throws {
        let target = try RequestTarget("/pic/a%20b%2Bc+d/..%2F..%2Fetc?x=/y")
        #expect(String(decoding: target.keyBytes, as: UTF8.self) == "pic/a b+c+d/../../etc")
        #expect(refusal { () throws(COSError) in try ObjectKey(target.keyBytes) } == .invalidObjectName)
    }

    @Test func `a query keeps order, repeats and empty values`() {
        let query = Query("a=1&b&c=&a=%32+3&&=x")
        #expect(query.values(of: "a") == ["1", "2 3"])
        #expect(query["b"] == "" && query["c"] == "" && query["d"] == nil && query[""] == "x")
    }

    @Test(arguments: [
        "x-cos-copy-source", "X-COS-Server-Side-Encryption",
        "x-cos-server-side-encryption-customer-key",
    ])
    func `headers that would mislead when ignored are refused`(name: String) {
        let headers = HeaderFields([(name: name, value: "x")])
        #expect(
            refusal { () throws(COSError) in try UnsupportedHeaders.refuse(in: headers) }
                == .invalidArgument)
        #expect(
            refusal { () throws(COSError) in try UnsupportedHeaders.refuse(in: ["x-cos-meta-a": "1"]) }
                == nil)
    }
}
