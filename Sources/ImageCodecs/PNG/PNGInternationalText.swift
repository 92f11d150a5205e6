/// The one text chunk the engine reads: `iTXt` with an XMP packet, uncompressed as XMP demands.
enum PNGInternationalText {
    private static let xmpHead = Array("XML:com.adobe.xmp\0\0\0".utf8)

    /// The XMP packet of an `iTXt` chunk; `nil` if it holds something else.
    static func xmp(in chunk: PNGChunk) -> [UInt8]? {
        chunk.type == "iTXt" ? xmp(inText: chunk.bytes[...]) : nil
    }

    /// The same of a chunk's content.
    static func xmp(inText bytes: ArraySlice<UInt8>) -> [UInt8]? {
        guard bytes.starts(with: xmpHead) else { return nil }
        // Language and translated keyword follow, both ended by a zero and usually empty.
        let parts = bytes.dropFirst(xmpHead.count).split(
            separator: 0, maxSplits: 2, omittingEmptySubsequences: false)
        return parts.count == 3 ? Array(parts[2]) : nil
    }

    static func chunk(xmp: [UInt8]) -> PNGChunk {
        PNGChunk(type: "iTXt", bytes: xmpHead + [0, 0] + xmp)
    }
}
