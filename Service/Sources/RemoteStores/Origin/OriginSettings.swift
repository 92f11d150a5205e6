internal import COSProtocol
internal import RemoteImages

/// A web server whose files are objects.
public struct OriginSettings: Sendable {
    /// Without the key.
    let base: RemoteURL
    /// Connections at once.
    public var connections = 64
    /// How often a request is sent at most.
    public var attempts = 4

    /// `nil` unless `url` is a URL of http or https without a query, a user name and a fragment.
    public init?(url: String) {
        guard let base = RemoteURL(url), !base.target.contains("?") else { return nil }
        self.base = base
    }

    /// Where an object is: its key, encoded, below the base's path.
    func url(of key: ObjectKey) -> String {
        let slash: Set<UInt8> = [UInt8(ascii: "/")]
        return base.text + (base.target.hasSuffix("/") ? "" : "/") + PercentEncoding.encode(key.text, keeping: slash)
    }
}
