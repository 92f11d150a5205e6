internal import RemoteImages

/// The options of fetching images from elsewhere.
enum DetectURLOptions {
    private enum Switch: String, CaseIterable {
        case off
        case on
    }

    /// `nil` where nothing is fetched. The rest is checked then too: a wrong value is a typing error at any time.
    ///
    /// - Parameter maxBytes: of a file.
    static func policy(_ options: OptionReader, maxBytes: Int) throws(UsageError) -> FetchPolicy? {
        let isOn: Switch = try options.choice(.detectURL) ?? .off
        var policy = FetchPolicy(maxBytes: maxBytes)
        let hosts = try options.list(
            .detectURLHosts, accepted: "hosts such as images.example.com, or .example.com for all below",
            parse: FetchPolicy.HostPattern.init)
        // A list of none is no list: that is how container tools pass on what was left open.
        if let hosts, !hosts.isEmpty { policy.hosts = hosts }
        policy.networks =
            try options.list(
                .detectURLNetworks, accepted: "blocks such as 10.1.0.0/16 or fd00::/8", parse: AddressBlock.init) ?? []
        let ports = try options.list(.detectURLPorts, accepted: "ports from 1 to 65535") { text in
            Int(text).flatMap { (1...65535).contains($0) ? $0 : nil }
        }
        if let ports, !ports.isEmpty { policy.ports = Set(ports) }
        if let timeout = try options.seconds(.detectURLTimeout, from: 0.01) { policy.timeout = timeout }
        return isOn == .on ? policy : nil
    }
}
