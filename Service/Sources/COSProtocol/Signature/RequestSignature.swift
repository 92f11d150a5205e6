/// The signature that a request carries, in its header `Authorization` or in its query, taken apart but not checked.
struct RequestSignature: Sendable {
    let accessKeyID: String
    /// `q-sign-time` and `q-key-time` as sent: both are text of what is signed.
    let signTime: String
    let keyTime: String
    /// Lower-case names in the order given.
    let headerList: [String]
    let parameterList: [String]
    let code: [UInt8]

    private static let names = [
        "q-sign-algorithm", "q-ak", "q-sign-time", "q-key-time", "q-header-list", "q-url-param-list", "q-signature",
    ]

    /// `nil` when the request carries none.
    ///
    /// - Throws: `COSError`: `.invalidRequest` for one in the header and one in the query; `.accessDenied` for one that
    ///   is partial, given twice or of another kind.
    init?(of request: RequestHead) throws(COSError) {
        let headers = request.headers.values(of: "authorization")
        let query = request.target.query.items.filter { Self.names.contains($0.rawName) }
        guard headers.count <= 1, headers.isEmpty || query.isEmpty else {
            throw COSError(.invalidRequest, "the request has more than one signature")
        }
        if let header = headers.first {
            let items = header.split(separator: "&").map { pair in
                let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                return (String(parts[0]), parts.count == 2 ? String(parts[1]) : "")
            }
            guard items.contains(where: { Self.names.contains($0.0) }) else {
                throw .accessDenied(
                    "this kind of Authorization is not offered; q-sign-algorithm=sha1 is, as COS's SDKs sign")
            }
            try self.init(items: items)
        } else if !query.isEmpty {
            try self.init(
                items: query.map { ($0.rawName, String(decoding: PercentEncoding.decode($0.rawValue), as: UTF8.self)) })
        } else {
            return nil
        }
    }

    private init(items: [(String, String)]) throws(COSError) {
        func item(_ name: String) throws(COSError) -> String {
            let values = items.filter { $0.0 == name }
            guard values.count == 1 else {
                throw .accessDenied("the signature is incomplete: \(name) must be there once")
            }
            return values[0].1.trimmingBlanks()
        }
        guard try item("q-sign-algorithm") == "sha1" else { throw .accessDenied("q-sign-algorithm must be sha1") }
        accessKeyID = try item("q-ak")
        signTime = try item("q-sign-time")
        keyTime = try item("q-key-time")
        headerList = try Self.list(item("q-header-list"))
        parameterList = try Self.list(item("q-url-param-list"))
        // What is no code at all is no match either, after the same work.
        code = try Hexadecimal.bytes(item("q-signature")) ?? []
    }

    private static func list(_ text: String) -> [String] {
        var seen: Set<String> = []
        return text.lowercased().split(separator: ";").map(String.init).filter { seen.insert($0).inserted }
    }

    /// The names (decoded, lower case) of the query's parameters that the signature lists.
    func coveredParameters(of query: Query) -> [String] {
        let listed = Set(parameterList.flatMap { [$0, PercentEncoding.encode($0).lowercased()] })
        return query.items.map(\.name).filter { listed.contains(PercentEncoding.encode($0).lowercased()) }
            .map { $0.lowercased() }
    }
}
