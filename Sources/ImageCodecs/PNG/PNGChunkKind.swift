/// What becomes of an ancillary chunk when the picture it belonged to has changed.
enum PNGChunkKind {
    /// Says how colors are meant (`gAMA`, `cHRM`, `sRGB`, `cICP`, light levels).
    case color
    /// Holds in terms of the stored samples, so only as long as color type and depth stay (`sBIT`, `bKGD`).
    case samples
    /// Text, pixel density and what its writer declared safe to copy.
    case information
    /// Nothing that could be passed on: it is damaged, depends on a palette, or is out of date (`tIME`).
    case obsolete

    init(_ chunk: PNGChunk) {
        switch chunk.type {
        case "gAMA": self = chunk.bytes.count == 4 ? .color : .obsolete
        case "cHRM": self = chunk.bytes.count == 32 ? .color : .obsolete
        case "sRGB": self = chunk.bytes.count == 1 ? .color : .obsolete
        case "cICP", "mDCV", "mDCv", "cLLI", "cLLi": self = .color
        case "sBIT", "bKGD": self = .samples
        case "pHYs": self = chunk.bytes.count == 9 ? .information : .obsolete
        case "tEXt", "zTXt", "iTXt": self = .information
        // The PNG specification makes a lower-case fourth letter mean: may be copied though the picture changed.
        default: self = chunk.type.utf8.last.map { $0 & 0x20 != 0 } == true ? .information : .obsolete
        }
    }

    /// Chunks that may stand in a file only once.
    static let unique: Set<String> = [
        "gAMA", "cHRM", "sRGB", "cICP", "mDCV", "mDCv", "cLLI", "cLLi", "sBIT", "bKGD", "pHYs", "eXIf",
    ]
}
