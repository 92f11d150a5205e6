#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// An address of the Internet Protocol, version 4 or 6.
public struct NetworkAddress: Sendable, Hashable, CustomStringConvertible {
    /// 4 or 16 bytes, in the network's order.
    public let bytes: [UInt8]

    /// `nil` for any other number of bytes.
    public init?(bytes: [UInt8]) {
        guard bytes.count == 4 || bytes.count == 16 else { return nil }
        self.bytes = bytes
    }

    /// An address in its one regular spelling: four decimal numbers, or version 6 without brackets and zone.
    public init?(_ text: String) {
        var four = in_addr()
        var sixteen = in6_addr()
        // SAFETY: inet_pton reads the C string and fills in the struct of the family it is told.
        if unsafe inet_pton(AF_INET, text, &four) == 1 {
            bytes = unsafe withUnsafeBytes(of: &four) { unsafe Array($0) }
        } else if unsafe inet_pton(AF_INET6, text, &sixteen) == 1 {
            bytes = unsafe withUnsafeBytes(of: &sixteen) { unsafe Array($0) }
        } else {
            return nil
        }
    }

    var isVersion4: Bool { bytes.count == 4 }

    /// The address of version 4 that one of version 6 merely spells otherwise (`::ffff:1.2.3.4`); all others are
    /// themselves.
    var unmapped: NetworkAddress {
        let mapped = [UInt8](repeating: 0, count: 10) + [0xFF, 0xFF]
        return bytes.count == 16 && bytes.starts(with: mapped) ? NetworkAddress(bytes: Array(bytes[12...]))! : self
    }

    public var description: String {
        if isVersion4 { return bytes.map(String.init).joined(separator: ".") }
        return stride(from: 0, to: 16, by: 2)
            .map { String(UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1]), radix: 16) }.joined(separator: ":")
    }
}
