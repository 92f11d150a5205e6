/// What a WebP file holds beside picture and metadata, none of which goes into the result.
enum WebPLeftovers {
    private static let taken: Set<String> = ["VP8 ", "VP8L", "VP8X", "ALPH", "ANIM", "ANMF", "ICCP", "EXIF", "XMP "]
    /// Chunks that are named, of very many.
    private static let mostNamed = 4

    /// - Parameter bytes: a file that begins as WebP does.
    static func notices(of bytes: [UInt8]) -> [ImageWarning] {
        func number(at position: Int) -> Int {
            bytes[position..<position + 4].reversed().reduce(0) { $0 << 8 | Int($1) }
        }
        guard bytes.count >= 12 else { return [] }
        // Sizes are rounded up to even ones.
        let end = min(bytes.count, 8 + number(at: 4) + number(at: 4) & 1)
        var left: [(name: String, byteCount: Int)] = []
        var position = 12
        while position + 8 <= end {
            let name = String(decoding: bytes[position..<position + 4], as: UTF8.self)
            let size = number(at: position + 4)
            if !taken.contains(name) { left.append((name, size)) }
            position += 8 + size + size & 1
        }
        let named = left.prefix(mostNamed).map { "\($0.name) (\($0.byteCount) bytes)" }.joined(separator: ", ")
        let more = left.count > mostNamed ? " and \(left.count - mostNamed) more" : ""
        let chunks = left.isEmpty ? [] : [ImageWarning(.notice, "unknown chunks were left out: \(named)\(more)")]
        return chunks + ImageWarning.trailing(byteCount: bytes.count - end)
    }
}
