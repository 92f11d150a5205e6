extension NetworkAddress {
    /// Whether the address is one of the public Internet, and so are those hidden in it.
    ///
    /// Source: IANA's registries of special-purpose addresses (RFC 6890) and RFC 6052, 3056, 4380, 5214.
    public var isPublic: Bool {
        let address = unmapped
        if address.isVersion4 { return !Self.special4.contains { $0.contains(address) } }
        // A gateway makes version 4 of these.
        if Self.translated.contains(address) { return embedded(at: 12).isPublic }
        guard Self.global6.contains(address), !Self.special6.contains(where: { $0.contains(address) }) else {
            return false
        }
        if Self.sixToFour.contains(address), !embedded(at: 2).isPublic { return false }
        return !isISATAP || embedded(at: 12).isPublic
    }

    /// Whether the lower half names an address of version 4 that a router tunnels to.
    private var isISATAP: Bool {
        let interface = bytes[8..<12]
        return interface.elementsEqual([0, 0, 0x5E, 0xFE]) || interface.elementsEqual([2, 0, 0x5E, 0xFE])
    }

    private func embedded(at offset: Int) -> NetworkAddress {
        NetworkAddress(bytes: Array(bytes[offset..<(offset + 4)]))!
    }

    private static let special4 = blocks([
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
        "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
        "224.0.0.0/4", "240.0.0.0/4",
    ])

    /// All that is routed; loopback, unique local, link-local, multicast and the IPv4-compatible lie outside.
    private static let global6 = AddressBlock("2000::/3")!
    /// Within it: protocols (Teredo among them), documentation.
    private static let special6 = blocks(["2001::/23", "2001:db8::/32", "3fff::/20"])
    private static let sixToFour = AddressBlock("2002::/16")!
    private static let translated = AddressBlock("64:ff9b::/96")!

    private static func blocks(_ texts: [String]) -> [AddressBlock] { texts.map { AddressBlock($0)! } }
}
