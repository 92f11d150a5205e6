/// The arithmetic decoder of VP8 (RFC 6386, section 7), enough of it to read a frame header.
struct BoolDecoder {
    private var bytes: ArraySlice<UInt8>
    private var range = 255
    /// Two bytes of the stream: the one that is compared with, and the one that is shifted in.
    private var window = 0
    private var shifted = 0

    init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        window = nextByte() << 8
        window |= nextByte()
    }

    /// One bit that is 0 with a probability of `probability / 256`.
    mutating func bit(probability: Int = 128) -> Bool {
        let split = 1 + ((range - 1) * probability) >> 8
        let isSet = window >= split << 8
        if isSet {
            range -= split
            window -= split << 8
        } else {
            range = split
        }
        while range < 128 {
            range <<= 1
            window <<= 1
            shifted += 1
            if shifted == 8 {
                shifted = 0
                window |= nextByte()
            }
        }
        return isSet
    }

    /// An unsigned number of `count` bits, the highest first.
    mutating func number(bits count: Int) -> Int {
        var value = 0
        for _ in 0..<count { value = value << 1 | (bit() ? 1 : 0) }
        return value
    }

    /// A magnitude of `count` bits and a sign, if a flag says that they are there.
    mutating func optionalSigned(bits count: Int) -> Int? {
        guard bit() else { return nil }
        let magnitude = number(bits: count)
        return bit() ? -magnitude : magnitude
    }

    /// Zeros follow the end of the stream.
    private mutating func nextByte() -> Int {
        bytes.popFirst().map(Int.init) ?? 0
    }
}
