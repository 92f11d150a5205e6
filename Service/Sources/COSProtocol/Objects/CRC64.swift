/// CRC-64 as `x-cos-hash-crc64ecma` states it: CRC-64/XZ, that is ECMA-182's polynomial, reflected, inverted before and
/// after.
public struct CRC64: Sendable {
    private var register = UInt64.max

    public init() {}

    /// The checksum of all bytes so far; 0 for none.
    public var value: UInt64 { ~register }

    public mutating func update(_ bytes: some Sequence<UInt8>) {
        var register = register
        for byte in bytes {
            register = Self.table[Int(UInt8(truncatingIfNeeded: register) ^ byte)] ^ (register >> 8)
        }
        self.register = register
    }

    public static func checksum(_ bytes: some Sequence<UInt8>) -> UInt64 {
        var checksum = CRC64()
        checksum.update(bytes)
        return checksum.value
    }

    /// The polynomial, its bits in reverse.
    private static let polynomial: UInt64 = 0xC96C_5795_D787_0F42

    private static let table: [UInt64] = (0..<256).map { index in
        (0..<8).reduce(UInt64(index)) { value, _ in value & 1 == 1 ? value >> 1 ^ polynomial : value >> 1 }
    }
}
