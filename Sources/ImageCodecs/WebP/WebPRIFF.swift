/// The chunks that lie in a WebP file, found without a look at the flags that announce them, which some writers forget.
struct WebPRIFF {
    private static let picture = ["VP8 ", "VP8L", "VP8X", "ALPH", "ANIM", "ANMF"].map { Array($0.utf8) }
    private static let metadata = ["ICCP", "EXIF", "XMP "].map { Array($0.utf8) }
    private static let credentials = Array("C2PA".utf8)
    /// Of no known name; a file can hold millions, each of which would take many times its 8 bytes in memory.
    private static let mostOthers = 256

    /// The first of each name.
    private(set) var known: [[UInt8]: ArraySlice<UInt8>] = [:]
    /// Those of no known name, in file order, up to a number; the format's tools keep one of a name.
    private(set) var others: [WebPChunk] = []
    private(set) var warnings: [ImageWarning] = []
    private var leftOut = 0

    /// - Parameter bytes: a file that begins as WebP does.
    init(_ bytes: [UInt8]) {
        func number(at position: Int) -> Int {
            bytes[position..<position + 4].reversed().reduce(0) { $0 << 8 | Int($1) }
        }
        guard bytes.count >= 12 else { return }
        // Sizes are rounded up to even ones.
        let end = min(bytes.count, 8 + number(at: 4) + number(at: 4) & 1)
        var position = 12
        var names: Set<Int> = []
        while position + 8 <= end {
            let name = Array(bytes[position..<position + 4])
            let size = number(at: position + 4)
            let content = bytes[position + 8..<min(position + 8 + size, end)]
            let isFirst = names.insert(number(at: position)).inserted
            if Self.metadata.contains(name) {
                if isFirst { known[name] = content }
            } else if name == Self.credentials {
                if isFirst { warnings.append(ContentCredentials.notice) }
            } else if Self.picture.contains(name) {
                // libwebp looks after those.
            } else if content.count == size && isFirst && others.count < Self.mostOthers {
                others.append(WebPChunk(name: name, bytes: Array(content)))
            } else {
                leftOut += 1
            }
            position += 8 + size + size & 1
        }
        if leftOut > 0 {
            warnings.append(
                ImageWarning(
                    .notice,
                    "unknown chunks that are repeated, cut or beyond \(Self.mostOthers) were left out: \(leftOut)"))
        }
        warnings += ImageWarning.trailing(byteCount: bytes.count - end)
    }

    func metadata(_ name: String) -> [UInt8]? {
        known[Array(name.utf8)].map { Array($0) }
    }
}
