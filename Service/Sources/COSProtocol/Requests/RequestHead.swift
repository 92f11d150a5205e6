/// A request up to its body, as it came over the wire.
public struct RequestHead: Sendable {
    /// Upper case, as HTTP spells it.
    public let method: String
    /// Path and query, undecoded.
    public let target: RequestTarget
    /// The value of the one `Host` header, with the port where it has one.
    public let host: String
    public let headers: HeaderFields

    /// - Parameters:
    ///   - target: the request line's target as sent, such as `/a%20b.png?ci-process=AIEnhanceImage`.
    ///   - headers: every other header, in the order of arrival.
    /// - Throws: `COSError` with `.invalidRequest` when the target is no path from the root, or `host` no host.
    public init(method: String, target: String, host: String, headers: HeaderFields) throws(COSError) {
        self.method = method
        self.target = try RequestTarget(target)
        guard HostName(host) != nil else {
            throw COSError(.invalidRequest, "the Host header must be one host name or address, with or without a port")
        }
        self.host = host
        self.headers = headers
    }
}
