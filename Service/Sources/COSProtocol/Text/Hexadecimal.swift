/// Bytes as pairs of hexadecimal digits.
public enum Hexadecimal {
    /// Lower-case digits, two a byte.
    public static func lower(_ bytes: some Sequence<UInt8>) -> String {
        String(decoding: bytes.flatMap { [digit($0 >> 4, ten: "a"), digit($0 & 15, ten: "a")] }, as: UTF8.self)
    }

    /// The bytes that `text` spells; `nil` where it is no even number of hexadecimal digits.
    public static func bytes(_ text: some StringProtocol) -> [UInt8]? {
        let digits = Array(text.utf8)
        guard digits.count.isMultiple(of: 2) else { return nil }
        var bytes: [UInt8] = []
        for index in stride(from: 0, to: digits.count, by: 2) {
            guard let high = value(digits[index]), let low = value(digits[index + 1]) else { return nil }
            bytes.append(high << 4 | low)
        }
        return bytes
    }

    static func upper(_ value: UInt8) -> UInt8 { digit(value, ten: "A") }

    static func value(_ digit: UInt8) -> UInt8? {
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
        default: nil
        }
    }

    private static func digit(_ value: UInt8, ten: UnicodeScalar) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: ten) + value - 10
    }
}
