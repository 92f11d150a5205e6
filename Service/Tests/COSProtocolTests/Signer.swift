import Crypto
import Foundation

@testable import COSProtocol

/// Signs requests as an SDK does, from the vendor's description alone: it shares nothing with the verifier.
struct Signer {
    var id = SignatureVector.id
    var secret = SignatureVector.secret

    /// A request with the header `Authorization`; parameters are signed, and sent encoded.
    func signed(
        _ method: String, _ path: String, host: String = SignatureVector.host,
        parameters: [(String, String)] = [], headers: [(String, String)] = [],
        signing list: [String] = ["host"],
        signTime: String = "1700000000;1700003660", keyTime: String = "1700000000;1700003660"
    ) throws -> RequestHead {
        let signed = parameters.map { (encoded($0.0).lowercased(), encoded($0.1)) }
            .sorted { ($0.0, $0.1) < ($1.0, $1.1) }
        let values = Dictionary(uniqueKeysWithValues: headers + [("host", host)])
        let text = """
            \(method.lowercased())
            \(path.removingPercentEncoding!)
            \(signed.map { "\($0.0)=\($0.1)" }.joined(separator: "&"))
            \(list.map { "\($0)=\(encoded(values[$0]!))" }.joined(separator: "&"))

            """
        let digest = Insecure.SHA1.hash(data: Data(text.utf8)).map { String(format: "%02x", $0) }
            .joined()
        let code = hmac(hmac(secret, keyTime), "sha1\n\(signTime)\n\(digest)\n")
        var names: [String] = []
        for (name, _) in signed where !names.contains(name) { names.append(name) }
        let authorization =
            "q-sign-algorithm=sha1&q-ak=\(id)&q-sign-time=\(signTime)&q-key-time=\(keyTime)"
            + "&q-header-list=\(list.joined(separator: ";"))&q-url-param-list=\(names.joined(separator: ";"))"
            + "&q-signature=\(code)"
        let query = parameters.map { "\(encoded($0.0))=\(encoded($0.1))" }.joined(separator: "&")
        return try RequestHead(
            method: method, target: query.isEmpty ? path : "\(path)?\(query)", host: host,
            headers: HeaderFields(
                (headers + [("authorization", authorization)]).map { (name: $0.0, value: $0.1) }))
    }

    private func hmac(_ key: String, _ text: String) -> String {
        HMAC<Insecure.SHA1>.authenticationCode(
            for: Data(text.utf8), using: SymmetricKey(data: Data(key.utf8))
        )
        .map { String(format: "%02x", $0) }.joined()
    }

    private func encoded(_ text: String) -> String {
        var unreserved = CharacterSet(
            charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~")
        unreserved.formIntersection(CharacterSet(charactersIn: UnicodeScalar(0)..."\u{7f}"))
        return text.addingPercentEncoding(withAllowedCharacters: unreserved)!
    }
}
