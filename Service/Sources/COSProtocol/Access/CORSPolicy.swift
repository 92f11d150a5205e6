/// Which pages of other origins a browser may let in.
public struct CORSPolicy: Sendable {
    private let origins: Set<String>

    /// - Parameter origins: such as `https://example.com`; `*` for all; none: no origin.
    public init(origins: [String] = []) {
        self.origins = Set(origins.map { $0.lowercased() })
    }

    /// The headers that an answer gets for its request's `Origin`; none where that is not permitted.
    public func answerHeaders(for headers: HeaderFields) -> [(name: String, value: String)] {
        guard let origin = headers["origin"], permits(origin) else { return [] }
        return allowing(origin) + [
            (
                "Access-Control-Expose-Headers",
                "ETag, Content-Length, Content-Range, Date, x-cos-request-id, x-cos-trace-id, x-cos-hash-crc64ecma"
            )
        ]
    }

    /// The headers of a preflight's answer, which is a 200 without a body.
    ///
    /// - Throws: `COSError` with `.accessForbidden`.
    public func preflightHeaders(for headers: HeaderFields) throws(COSError) -> [(name: String, value: String)] {
        guard let origin = headers["origin"], let method = headers["access-control-request-method"], permits(origin),
            Self.methods.contains(method)
        else {
            throw COSError(.accessForbidden, "CORS: this origin and method are not permitted (--cors-origins)")
        }
        var answer =
            allowing(origin) + [
                ("Access-Control-Allow-Methods", Self.methods.joined(separator: ", ")),
                ("Access-Control-Max-Age", "600"),
            ]
        let requested = (headers["access-control-request-headers"] ?? "").split(separator: ",")
            .map { $0.trimmingBlanks() }.filter {
                $0.utf8.allSatisfy { $0.isASCIILetterOrDigit || $0 == UInt8(ascii: "-") }
            }
        if !requested.isEmpty { answer.append(("Access-Control-Allow-Headers", requested.joined(separator: ", "))) }
        return answer
    }

    private static let methods = ["GET", "HEAD", "PUT", "POST", "DELETE"]

    private func permits(_ origin: String) -> Bool {
        origins.contains("*") || origins.contains(origin.lowercased())
    }

    private func allowing(_ origin: String) -> [(name: String, value: String)] {
        origins.contains("*")
            ? [("Access-Control-Allow-Origin", "*")]
            // The answer depends on the origin then, and caches must know.
            : [("Access-Control-Allow-Origin", origin), ("Vary", "Origin")]
    }
}
