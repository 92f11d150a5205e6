/// Percent-encoding as COS signs and spells it: all bytes but `A-Z a-z 0-9 - _ . ~` become `%XX`.
public enum PercentEncoding {
    /// `bytes` encoded, with upper-case hexadecimal digits; bytes in `keeping` stay as they are too.
    public static func encode(_ bytes: some Sequence<UInt8>, keeping: Set<UInt8> = []) -> String {
        var text: [UInt8] = []
        text.reserveCapacity(bytes.underestimatedCount)
        for byte in bytes {
            if isUnreserved(byte) || keeping.contains(byte) {
                text.append(byte)
            } else {
                text += [UInt8(ascii: "%"), Hexadecimal.upper(byte >> 4), Hexadecimal.upper(byte & 15)]
            }
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// `text` encoded as by `encode(_:keeping:)`.
    public static func encode(_ text: String, keeping: Set<UInt8> = []) -> String {
        encode(text.utf8, keeping: keeping)
    }

    /// `text` with each `%XX` replaced by its byte, once; what is no complete escape stays as it is.
    public static func decode(_ text: some StringProtocol, plusIsSpace: Bool = false) -> [UInt8] {
        var bytes: [UInt8] = []
        let source = Array(text.utf8)
        bytes.reserveCapacity(source.count)
        var index = 0
        while index < source.count {
            let byte = source[index]
            if byte == UInt8(ascii: "%"), index + 2 < source.count,
                let high = Hexadecimal.value(source[index + 1]), let low = Hexadecimal.value(source[index + 2])
            {
                bytes.append(high << 4 | low)
                index += 3
            } else {
                bytes.append(plusIsSpace && byte == UInt8(ascii: "+") ? UInt8(ascii: " ") : byte)
                index += 1
            }
        }
        return bytes
    }

    /// `text` decoded once as UTF-8; as it is where an escape is malformed or the bytes are no UTF-8.
    public static func decodeText(_ text: some StringProtocol) -> String {
        let escapes = text.utf8.split(separator: UInt8(ascii: "%"), omittingEmptySubsequences: false).dropFirst()
        guard escapes.allSatisfy({ $0.count >= 2 && $0.prefix(2).allSatisfy { Hexadecimal.value($0) != nil } }) else {
            return String(text)
        }
        return String(validating: decode(text), as: UTF8.self) ?? String(text)
    }

    private static func isUnreserved(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."),
            UInt8(ascii: "~"):
            true
        default: false
        }
    }
}
