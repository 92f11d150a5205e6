/// Addresses that begin with the same bits: `10.0.0.0/8`, `fd00::/8`, or one address alone.
public struct AddressBlock: Sendable, Hashable {
    private let prefix: NetworkAddress
    private let bits: Int

    /// `nil` unless `text` is an address, with or without `/` and a number of bits that it has.
    public init?(_ text: String) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let prefix = NetworkAddress(String(parts[0])) else { return nil }
        let size = prefix.bytes.count * 8
        var bits = size
        if parts.count == 2 {
            guard (1...3).contains(parts[1].utf8.count), parts[1].utf8.allSatisfy({ (0x30...0x39).contains($0) }),
                let number = Int(parts[1]), number <= size
            else { return nil }
            bits = number
        }
        self.prefix = prefix
        self.bits = bits
    }

    /// Whether `address` is of the same version and begins with the block's bits.
    public func contains(_ address: NetworkAddress) -> Bool {
        guard address.bytes.count == prefix.bytes.count else { return false }
        let whole = bits / 8
        guard address.bytes.prefix(whole).elementsEqual(prefix.bytes.prefix(whole)) else { return false }
        guard bits % 8 > 0 else { return true }
        return (address.bytes[whole] ^ prefix.bytes[whole]) >> UInt8(8 - bits % 8) == 0
    }
}
