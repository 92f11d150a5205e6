/// Writes small EXIF streams: a first directory with the orientation, a second one with a thumbnail behind it.
struct TIFFBuilder {
    var bigEndian: Bool

    func stream(orientation: Int, thumbnail: [UInt8] = []) -> [UInt8] {
        let secondDirectory = thumbnail.isEmpty ? 0 : 8 + 18
        var bytes = Array((bigEndian ? "MM" : "II").utf8) + integer(42, 2) + integer(8, 4)
        bytes += integer(1, 2) + field(0x0112, type: 3, integer(orientation, 2) + [0, 0]) + integer(secondDirectory, 4)
        guard !thumbnail.isEmpty else { return bytes }
        let thumbnailOffset = secondDirectory + 2 + 2 * 12 + 4
        bytes += integer(2, 2)
        bytes += field(0x0201, type: 4, integer(thumbnailOffset, 4))
        bytes += field(0x0202, type: 4, integer(thumbnail.count, 4))
        return bytes + integer(0, 4) + thumbnail
    }

    private func field(_ tag: Int, type: Int, _ value: [UInt8]) -> [UInt8] {
        integer(tag, 2) + integer(type, 2) + integer(1, 4) + value
    }

    private func integer(_ value: Int, _ size: Int) -> [UInt8] {
        let digits = (0..<size).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
        return bigEndian ? digits.reversed() : digits
    }
}
