/// The `If-…` headers of a GET or HEAD, but for `If-Range`.
public enum Preconditions {
    public enum Outcome: Sendable, Hashable {
        case proceed
        /// 304.
        case notModified
        /// 412.
        case failed
    }

    /// Source: RFC 9110, section 13.2.2.
    ///
    /// - Parameter lastModified: seconds since 1970.
    public static func evaluate(_ headers: HeaderFields, etag: EntityTag, lastModified: Int) -> Outcome {
        if let tags = list(headers, "if-match") {
            guard matches(tags, etag, strongly: true) else { return .failed }
        } else if let time = headers["if-unmodified-since"].flatMap(HTTPDate.seconds), lastModified > time {
            return .failed
        }
        if let tags = list(headers, "if-none-match") {
            if matches(tags, etag, strongly: false) { return .notModified }
        } else if let time = headers["if-modified-since"].flatMap(HTTPDate.seconds), lastModified <= time {
            return .notModified
        }
        return .proceed
    }

    private static func list(_ headers: HeaderFields, _ name: String) -> [String]? {
        let values = headers.values(of: name)
        return values.isEmpty ? nil : values.flatMap { $0.split(separator: ",").map { $0.trimmingBlanks() } }
    }

    private static func matches(_ tags: [String], _ etag: EntityTag, strongly: Bool) -> Bool {
        tags.contains { tag in
            if tag == "*" { return true }
            if strongly && tag.hasPrefix("W/") { return false }
            // Some clients leave the quotes out.
            let opaque = tag.trimmingPrefix("W/")
            return opaque == etag.text || "\"\(opaque)\"" == etag.text
        }
    }
}
