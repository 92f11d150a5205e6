/// What the engine has to know of EXIF, which it otherwise passes on as it came.
enum EXIF {
    private enum Tag {
        static let orientation = 0x0112
        static let stripOffsets = 0x0111
        static let stripByteCounts = 0x0117
        static let thumbnailOffset = 0x0201
        static let thumbnailByteCount = 0x0202
    }

    /// `Exif\0\0`, which JPEG puts in front of the TIFF stream, and some writers of WebP and PNG by mistake.
    static let jpegPrefix: [UInt8] = [0x45, 0x78, 0x69, 0x66, 0, 0]

    /// The TIFF stream of an EXIF block that may have the JPEG prefix.
    static func tiff(in block: [UInt8]) -> [UInt8] {
        block.starts(with: jpegPrefix) ? Array(block.dropFirst(jpegPrefix.count)) : block
    }

    /// The orientation (1 to 8) that the first directory states.
    ///
    /// - Returns: `nil` if there is none, an impossible one, or the stream is damaged.
    static func orientation(of tiff: [UInt8]) -> Int? {
        guard let reader = TIFFReader(tiff), let directory = reader.firstDirectory,
            let entry = directory.entries.first(where: { $0.tag == Tag.orientation }),
            let value = reader.integers(of: entry)?.first, (1...8).contains(value)
        else { return nil }
        return value
    }

    /// A stream that states an orientation and nothing else.
    static func stream(orientation: Int) -> [UInt8] {
        // Big-endian header; a directory of one entry, one SHORT; no further directory.
        [0x4D, 0x4D, 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, UInt8(orientation), 0, 0, 0, 0, 0, 0]
    }

    /// The stream without its second directory, that of the thumbnail, and without the thumbnail's bytes.
    ///
    /// No other byte moves, because maker notes refer to each other by offsets nobody else knows: a thumbnail at the
    /// end is cut off, one in the middle is overwritten with zeros.
    ///
    /// - Returns: the stream as it came if it has no thumbnail or is damaged.
    static func withoutThumbnail(_ tiff: [UInt8]) -> [UInt8] {
        guard let reader = TIFFReader(tiff), let first = reader.firstDirectory, first.next != 0,
            let second = reader.directory(at: first.next), !second.range.overlaps(first.range),
            let pictures = thumbnailRanges(in: second, reader),
            pictures.allSatisfy({ $0.lowerBound >= 8 && $0.upperBound <= tiff.count && !$0.overlaps(first.range) })
        else { return tiff }
        // Strips may overlap as often as a file likes: what they cover is overwritten once.
        let pixels = merged(pictures)
        let pointer = first.nextPosition..<first.nextPosition + 4
        var result = tiff
        for range in pixels + [second.range, pointer] {
            for index in range { result[index] = 0 }
        }
        if let last = pixels.last, last.upperBound == result.count { result.removeLast(last.count) }
        return result
    }

    /// Ranges that cover the same, in order and apart from each other.
    private static func merged(_ ranges: [Range<Int>]) -> [Range<Int>] {
        var result: [Range<Int>] = []
        for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) where !range.isEmpty {
            if let last = result.last, range.lowerBound <= last.upperBound {
                result[result.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
            } else {
                result.append(range)
            }
        }
        return result
    }

    /// Where the thumbnail lies: one JPEG stream, or the strips of an uncompressed picture.
    private static func thumbnailRanges(in directory: TIFFReader.Directory, _ reader: TIFFReader) -> [Range<Int>]? {
        var ranges: [Range<Int>] = []
        let kinds = [(Tag.thumbnailOffset, Tag.thumbnailByteCount), (Tag.stripOffsets, Tag.stripByteCounts)]
        for (offsetTag, countTag) in kinds {
            guard let offset = directory.entries.first(where: { $0.tag == offsetTag }),
                let count = directory.entries.first(where: { $0.tag == countTag })
            else { continue }
            guard let starts = reader.integers(of: offset), let counts = reader.integers(of: count),
                starts.count == counts.count
            else { return nil }
            ranges += zip(starts, counts).map { $0..<$0 + $1 }
        }
        return ranges
    }
}
