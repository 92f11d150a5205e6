public import COSProtocol

/// A key pair of an object store.
public struct S3Credentials: Sendable {
    let id: String
    let secret: Secret

    public init(id: String, secret: Secret) {
        self.id = id
        self.secret = secret
    }

    /// Whether there are both.
    public var isComplete: Bool { !id.isEmpty && !secret.bytes.isEmpty }
}

/// Where an S3-compatible object store is, and how it is spoken to.
public struct S3Settings: Sendable {
    /// How a request names its bucket.
    public enum Addressing: String, Sendable, CaseIterable {
        /// `https://endpoint/bucket/key`: AWS, MinIO and most others.
        case path
        /// `https://bucket.endpoint/key`: AWS, COS.
        case host
    }

    /// `http` or `https`.
    public let scheme: String
    /// With the port, where it is not the scheme's own.
    public let host: String
    public var region: String
    public var addressing: Addressing
    public var credentials: S3Credentials
    /// Connections at once.
    public var connections = 64
    /// How often a request that may be repeated is sent at most.
    public var attempts = 4

    /// `nil` unless `endpoint` is a URL of http or https without a path.
    public init?(endpoint: String, region: String, addressing: Addressing, credentials: S3Credentials) {
        let parts = endpoint.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 3 || parts.count == 4 && parts[3].isEmpty, parts[0] == "http:" || parts[0] == "https:",
            parts[1].isEmpty, let host = HostName(String(parts[2]))
        else { return nil }
        scheme = String(parts[0].dropLast())
        self.host = host.text
        self.region = region
        self.addressing = addressing
        self.credentials = credentials
    }
}
