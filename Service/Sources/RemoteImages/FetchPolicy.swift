/// From where images are fetched, and within what bounds.
public struct FetchPolicy: Sendable {
    /// A host, or with a leading dot all below one.
    public struct HostPattern: Sendable, Hashable {
        private let text: String

        /// `nil` for what no host's name can be.
        public init?(_ text: String) {
            let name = text.trimmingPrefix(".")
            guard let url = RemoteURL("http://\(name.contains(":") ? "[\(name)]" : String(name))/"),
                url.target == "/", url.port == 80
            else { return nil }
            self.text = (text.hasPrefix(".") ? "." : "") + url.host
        }

        func matches(_ host: String) -> Bool { text.hasPrefix(".") ? host.hasSuffix(text) : host == text }
    }

    /// `nil`: every host.
    public var hosts: [HostPattern]?
    /// Addresses that count as public although they are not.
    public var networks: [AddressBlock]
    public var ports: Set<Int>
    /// For all of a fetch.
    public var timeout: Duration
    /// Of the file.
    public var maxBytes: Int

    public init(
        hosts: [HostPattern]? = nil, networks: [AddressBlock] = [], ports: Set<Int> = [80, 443],
        timeout: Duration = .seconds(10), maxBytes: Int
    ) {
        self.hosts = hosts
        self.networks = networks
        self.ports = ports
        self.timeout = timeout
        self.maxBytes = maxBytes
    }

    func permits(_ url: RemoteURL) -> Bool {
        ports.contains(url.port) && hosts?.contains { $0.matches(url.host) } ?? true
    }

    func permits(_ address: NetworkAddress) -> Bool {
        address.isPublic || networks.contains { $0.contains(address) || $0.contains(address.unmapped) }
    }
}
