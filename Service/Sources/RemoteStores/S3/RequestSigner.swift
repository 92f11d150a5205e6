internal import COSProtocol
internal import Crypto

/// Signs requests as S3 and what is compatible with it ask for: Signature Version 4, in the header `Authorization`.
///
/// Source: Amazon S3 API Reference, "Authenticating Requests: Using the Authorization Header".
struct RequestSigner: Sendable {
    let credentials: S3Credentials
    let region: String

    /// The headers to send, those given and `Authorization` among them.
    ///
    /// - Parameters:
    ///   - path: percent-encoded once, as it is sent.
    ///   - query: names and values, not encoded.
    ///   - headers: all that are sent, `host`, `x-amz-date` and `x-amz-content-sha256` among them; names in lower case.
    func authorization(
        method: String, path: String, query: [(name: String, value: String)], headers: [(name: String, value: String)]
    ) -> String {
        let date = headers.first { $0.name == "x-amz-date" }?.value ?? ""
        let payload = headers.first { $0.name == "x-amz-content-sha256" }?.value ?? ""
        let sorted = headers.sorted { $0.name < $1.name }
        let names = sorted.map(\.name).joined(separator: ";")
        let canonical = [
            method, path, Self.canonical(query), sorted.map { "\($0.name):\($0.value)\n" }.joined(), names, payload,
        ].joined(separator: "\n")
        let day = String(date.prefix(8))
        let scope = "\(day)/\(region)/s3/aws4_request"
        let text = "AWS4-HMAC-SHA256\n\(date)\n\(scope)\n\(Self.digest(Array(canonical.utf8)))"
        let signature = Hexadecimal.lower(Self.code(text, key: key(day)))
        return "AWS4-HMAC-SHA256 Credential=\(credentials.id)/\(scope),SignedHeaders=\(names),Signature=\(signature)"
    }

    /// A query as it is sent and signed: encoded, sorted by name.
    static func canonical(_ query: [(name: String, value: String)]) -> String {
        query.map { (PercentEncoding.encode($0.name), PercentEncoding.encode($0.value)) }
            .sorted { $0 < $1 }.map { "\($0.0)=\($0.1)" }.joined(separator: "&")
    }

    static func digest(_ bytes: [UInt8]) -> String { Hexadecimal.lower(SHA256.hash(data: bytes)) }

    /// A key for a day, a region and S3.
    private func key(_ day: String) -> SymmetricKey {
        var key = SymmetricKey(data: Array("AWS4".utf8) + credentials.secret.bytes)
        for text in [day, region, "s3", "aws4_request"] { key = SymmetricKey(data: Array(Self.code(text, key: key))) }
        return key
    }

    private static func code(_ text: String, key: SymmetricKey) -> HMAC<SHA256>.MAC {
        HMAC<SHA256>.authenticationCode(for: Array(text.utf8), using: key)
    }
}
