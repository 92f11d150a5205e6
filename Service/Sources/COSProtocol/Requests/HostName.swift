/// A `Host` header, taken apart.
public struct HostName: Sendable, Hashable {
    /// As sent.
    public let text: String
    /// Lower case, without the port; an IPv6 address keeps its brackets.
    public let name: String

    /// `nil` when `text` is no host name, IPv4 address or bracketed IPv6 address with or without a port.
    public init?(_ text: String) {
        let bytes = Array(text.utf8)
        let end: Int
        if bytes.first == UInt8(ascii: "[") {
            guard let bracket = bytes.firstIndex(of: UInt8(ascii: "]")), bracket > 1 else { return nil }
            guard bytes[1..<bracket].allSatisfy(Self.isAddressByte) else { return nil }
            end = bracket + 1
        } else {
            end = bytes.firstIndex(of: UInt8(ascii: ":")) ?? bytes.count
            guard (1...253).contains(end), bytes[..<end].allSatisfy(Self.isNameByte) else { return nil }
        }
        if end < bytes.count {
            guard bytes[end] == UInt8(ascii: ":"), let port = Int(digits: bytes[(end + 1)...]), port < 65536 else {
                return nil
            }
        }
        self.text = text
        name = String(decoding: bytes[..<end], as: UTF8.self).lowercased()
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        byte.isASCIILetterOrDigit || [UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_")].contains(byte)
    }

    private static func isAddressByte(_ byte: UInt8) -> Bool {
        Hexadecimal.value(byte) != nil || byte == UInt8(ascii: ":") || byte == UInt8(ascii: ".")
    }
}
