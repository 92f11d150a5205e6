/// The index of the pictures that lie behind the first one in a file (CIPA DC-007, Multi-Picture Format): stereo pairs,
/// gain maps, depth maps, previews. It finds them by their distance from its own header.
struct MultiPictureIndex {
    private enum Tag {
        static let pictureCount = 0xB001
        static let entries = 0xB002
    }

    /// A picture's attributes, size, offset, and the numbers of two that it depends on.
    private static let entrySize = 16
    private static let (sizePosition, offsetPosition) = (4, 8)
    /// Types of pictures: two sizes of previews.
    private static let previews: Set<Int> = [0x01_0001, 0x01_0002]

    /// The segment with its signature.
    private(set) var payload: [UInt8]
    /// Where each picture's entry lies in the payload.
    private let entries: [Int]
    private let isBigEndian: Bool

    /// - Returns: `nil` if the segment is no index, a damaged one, or one of a single picture.
    init?(_ payload: [UInt8]) {
        let header = JPEGMetadata.Signature.multiPicture.count
        guard payload.starts(with: JPEGMetadata.Signature.multiPicture),
            let reader = TIFFReader(Array(payload.dropFirst(header))), let directory = reader.firstDirectory,
            let count = directory.entries.first(where: { $0.tag == Tag.pictureCount })
                .flatMap({ reader.integers(of: $0) })?.first,
            let bytes = directory.entries.first(where: { $0.tag == Tag.entries }).flatMap({ reader.bytes(of: $0) }),
            count >= 2, count * Self.entrySize == bytes.count
        else { return nil }
        self.payload = payload
        entries = (0..<count).map { header + bytes.lowerBound + $0 * Self.entrySize }
        isBigEndian = reader.isBigEndian
    }

    /// Whether all that it finds are smaller versions of the picture.
    var findsOnlyPreviews: Bool {
        entries.dropFirst().allSatisfy { Self.previews.contains(number(at: $0) & 0xFF_FFFF) }
    }

    /// Moves the start from which the further pictures are found.
    ///
    /// - Returns: whether they then all lie in `range`.
    mutating func move(by distance: Int, into range: Range<Int>) -> Bool {
        for entry in entries.dropFirst() {
            let offset = number(at: entry + Self.offsetPosition) + distance
            let end = offset + number(at: entry + Self.sizePosition)
            guard range.lowerBound <= offset, end <= range.upperBound, end < 1 << 32 else { return false }
            set(offset, at: entry + Self.offsetPosition)
        }
        return true
    }

    mutating func setFirstSize(_ size: Int) {
        set(size, at: entries[0] + Self.sizePosition)
    }

    private func number(at position: Int) -> Int {
        let digits = payload[position..<position + 4]
        func append(_ value: Int, _ byte: UInt8) -> Int { value << 8 | Int(byte) }
        return isBigEndian ? digits.reduce(0, append) : digits.reversed().reduce(0, append)
    }

    private mutating func set(_ value: Int, at position: Int) {
        for index in 0..<4 {
            payload[position + index] = UInt8(truncatingIfNeeded: value >> (8 * (isBigEndian ? 3 - index : index)))
        }
    }
}
