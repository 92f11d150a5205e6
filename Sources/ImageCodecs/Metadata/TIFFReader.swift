/// Reads the integers and directories of a TIFF stream, the container of EXIF. Everything may be damaged: whatever
/// lies outside the bytes reads as `nil`.
struct TIFFReader {
    /// One image file directory: where it lies and what it says.
    struct Directory {
        /// From the entry count to the end of the offset of the next directory.
        let range: Range<Int>
        let entries: [Entry]
        /// Offset of the next directory, 0 if this is the last.
        let next: Int
        var nextPosition: Int { range.upperBound - 4 }
    }

    /// One field of a directory.
    struct Entry {
        let tag: Int
        let type: Int
        let count: Int
        /// Where the four bytes lie that hold the value, or the offset of a longer one.
        let valuePosition: Int
    }

    let bytes: [UInt8]
    let isBigEndian: Bool

    /// `nil` when the bytes do not begin with a TIFF header.
    init?(_ bytes: [UInt8]) {
        if bytes.starts(with: [0x49, 0x49, 42, 0]) {
            isBigEndian = false
        } else if bytes.starts(with: [0x4D, 0x4D, 0, 42]) {
            isBigEndian = true
        } else {
            return nil
        }
        self.bytes = bytes
    }

    /// The directory of the picture itself, which the header points at.
    var firstDirectory: Directory? {
        integer(bytes: 4, at: 4).flatMap(directory(at:))
    }

    func directory(at offset: Int) -> Directory? {
        guard offset >= 8, let count = integer(bytes: 2, at: offset) else { return nil }
        let end = offset + 2 + 12 * count
        guard let next = integer(bytes: 4, at: end) else { return nil }
        var entries: [Entry] = []
        for position in stride(from: offset + 2, to: end, by: 12) {
            guard let tag = integer(bytes: 2, at: position), let type = integer(bytes: 2, at: position + 2),
                let valueCount = integer(bytes: 4, at: position + 4)
            else { return nil }
            entries.append(Entry(tag: tag, type: type, count: valueCount, valuePosition: position + 8))
        }
        return Directory(range: offset..<end + 4, entries: entries, next: next)
    }

    /// The values of a SHORT or LONG field; `nil` for other types or values that lie outside the bytes.
    func integers(of entry: Entry) -> [Int]? {
        let size: Int
        switch entry.type {
        case 3: size = 2
        case 4: size = 4
        default: return nil
        }
        guard entry.count <= bytes.count / size else { return nil }
        let isInline = entry.count * size <= 4
        guard let start = isInline ? entry.valuePosition : integer(bytes: 4, at: entry.valuePosition) else {
            return nil
        }
        var values: [Int] = []
        for index in 0..<entry.count {
            guard let value = integer(bytes: size, at: start + index * size) else { return nil }
            values.append(value)
        }
        return values
    }

    /// Where the values of a field of single bytes (UNDEFINED) lie; `nil` for other types or what lies outside.
    func bytes(of entry: Entry) -> Range<Int>? {
        guard entry.type == 7, entry.count <= bytes.count,
            let start = entry.count <= 4 ? entry.valuePosition : integer(bytes: 4, at: entry.valuePosition),
            start + entry.count <= bytes.count
        else { return nil }
        return start..<start + entry.count
    }

    private func integer(bytes size: Int, at position: Int) -> Int? {
        guard position >= 0, position <= bytes.count - size else { return nil }
        let digits = bytes[position..<position + size]
        func append(_ value: Int, _ byte: UInt8) -> Int { value << 8 | Int(byte) }
        return isBigEndian ? digits.reduce(0, append) : digits.reversed().reduce(0, append)
    }
}
