import COSProtocol
import Testing

@testable import RemoteStores

/// The examples of "Authenticating Requests: Using the Authorization Header" in the Amazon S3 API Reference.
struct RequestSignerTests {
    private let signer = RequestSigner(
        credentials: S3Credentials(
            id: "AKIAIOSFODNN7EXAMPLE", secret: Secret("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY")),
        region: "us-east-1")
    private let nothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

    private func signature(
        _ method: String, _ path: String, query: [(name: String, value: String)] = [],
        headers: [(name: String, value: String)] = [], payload: String
    ) -> Substring? {
        signer.authorization(
            method: method, path: path, query: query,
            headers: headers + [
                ("host", "examplebucket.s3.amazonaws.com"), ("x-amz-date", "20130524T000000Z"),
                ("x-amz-content-sha256", payload),
            ]
        ).split(separator: "=").last
    }

    @Test func `GET of an object`() {
        #expect(
            signature("GET", "/test.txt", headers: [("range", "bytes=0-9")], payload: nothing)
                == "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41")
    }

    @Test func `PUT of an object`() {
        #expect(
            signature(
                "PUT", "/test%24file.text",
                headers: [("date", "Fri, 24 May 2013 00:00:00 GMT"), ("x-amz-storage-class", "REDUCED_REDUNDANCY")],
                payload: "44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072")
                == "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd")
    }

    @Test func `GET of a sub-resource`() {
        #expect(
            signature("GET", "/", query: [("lifecycle", "")], payload: nothing)
                == "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543")
    }

    @Test func `A list of objects`() {
        #expect(
            signature("GET", "/", query: [("prefix", "J"), ("max-keys", "2")], payload: nothing)
                == "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7")
    }

    @Test(arguments: [
        ("http://127.0.0.1:9000", "http", "127.0.0.1:9000"),
        ("https://s3.eu-west-1.amazonaws.com/", "https", "s3.eu-west-1.amazonaws.com"),
        ("https://cos.ap-guangzhou.myqcloud.com", "https", "cos.ap-guangzhou.myqcloud.com"),
    ])
    func `An endpoint is a scheme and a host`(endpoint: String, scheme: String, host: String) throws {
        let settings = try #require(
            S3Settings(endpoint: endpoint, region: "r", addressing: .path, credentials: signer.credentials))
        #expect(settings.scheme == scheme && settings.host == host)
    }

    @Test(arguments: ["", "a", "ftp://a", "http://a/b", "http:a", "http:///", "http://u@a", "http://a//", "http://a?b"])
    func `What is no endpoint is none`(endpoint: String) {
        #expect(S3Settings(endpoint: endpoint, region: "r", addressing: .path, credentials: signer.credentials) == nil)
    }
}
