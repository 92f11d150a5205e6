/// CRC-64 as `x-cos-hash-crc64ecma` states it: CRC-64/XZ, that is ECMA-182's polynomial, reflected, inverted before and
/// after.
public struct CRC64: Sendable {
    private var register = UInt64.max

    public init() {}

    /// The checksum of all bytes so far; 0 for none.
    public var value: UInt64 { ~register }

    /// Eight bytes a step, each looked up in a table of its own.
    ///
    /// Source: Kounavis and Berry, "Novel Table Lookup-Based Algorithms for High-Performance CRC Generation", 2008.
    public mutating func update(_ bytes: [UInt8]) {
        let tables = Self.tables
        var register = register
        let wholeWords = bytes.count & ~7
        for start in stride(from: 0, to: wholeWords, by: 8) {
            for offset in 0..<8 { register ^= UInt64(bytes[start + offset]) << UInt64(8 * offset) }
            var next: UInt64 = 0
            for offset in 0..<8 { next ^= tables[(7 - offset) << 8 | Int(register >> UInt64(8 * offset) & 0xFF)] }
            register = next
        }
        for index in wholeWords..<bytes.count {
            register = tables[Int(UInt8(truncatingIfNeeded: register) ^ bytes[index])] ^ register >> 8
        }
        self.register = register
    }

    public static func checksum(_ bytes: [UInt8]) -> UInt64 {
        var checksum = CRC64()
        checksum.update(bytes)
        return checksum.value
    }

    /// The polynomial, its bits in reverse.
    private static let polynomial: UInt64 = 0xC96C_5795_D787_0F42

    /// Eight tables of 256: what a byte becomes when 0 to 7 zero bytes follow it.
    private static let tables: [UInt64] = {
        var tables = (0..<256).map { index in
            (0..<8).reduce(UInt64(index)) { value, _ in value & 1 == 1 ? value >> 1 ^ polynomial : value >> 1 }
        }
        for index in 256..<2048 {
            let previous = tables[index - 256]
            tables.append(tables[Int(previous & 0xFF)] ^ previous >> 8)
        }
        return tables
    }()
}
