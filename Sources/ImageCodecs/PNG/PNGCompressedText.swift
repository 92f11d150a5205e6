/// Text that is deflated in a PNG file. It is passed on unchanged; its inflated size is checked so that the engine never
/// emits a decompression bomb.
enum PNGCompressedText {
    /// The zlib stream of a `zTXt` or compressed `iTXt` chunk; `nil` for any other.
    static func stream(in chunk: PNGChunk) -> ArraySlice<UInt8>? {
        guard let end = chunk.bytes.firstIndex(of: 0) else { return nil }
        let content = chunk.bytes[(end + 1)...]
        switch chunk.type {
        case "zTXt":
            // The method of compression, which is always 0, comes first.
            return content.dropFirst()
        case "iTXt" where content.first == 1:
            // Behind flag and method come language and translated keyword, both ended by a zero.
            let parts = content.dropFirst(2).split(separator: 0, maxSplits: 2, omittingEmptySubsequences: false)
            return parts.count == 3 ? parts[2] : nil
        default: return nil
        }
    }
}
