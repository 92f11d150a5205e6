/// The target of a request line, split but not decoded: a signature covers what was sent.
public struct RequestTarget: Sendable, Hashable {
    /// From the first `/` to before the `?`.
    public let path: String
    public let query: Query

    /// - Throws: `COSError` with `.invalidRequest` when `text` does not begin with `/`: a proxy's absolute form, `*`.
    public init(_ text: String) throws(COSError) {
        guard text.utf8.first == UInt8(ascii: "/") else {
            throw COSError(.invalidRequest, "the request's target must be a path that begins with /")
        }
        let parts = text.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        path = String(parts[0])
        query = Query(parts.count == 2 ? String(parts[1]) : "")
    }

    /// What follows the path's first slash, decoded once and nothing normalised: the bytes of an object's key.
    public var keyBytes: [UInt8] { Array(PercentEncoding.decode(path).dropFirst()) }
}
