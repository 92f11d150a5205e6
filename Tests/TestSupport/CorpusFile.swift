public import Foundation

/// One line of the data set's manifest: a file, and what independent decoders say about it.
public struct CorpusFile: Sendable, Hashable, CustomStringConvertible {
    /// What a decoder owes the file.
    public enum Validity: String, Sendable {
        case valid, recoverable, damaged, invalid, oversize
        case notImage = "not-image"
        case otherFormat = "other-format"
    }

    /// Where the file is.
    public let url: URL
    /// Path below the data set's folder.
    public let path: String
    /// By content: PNG, JPEG, WEBP, GIF, BMP or none.
    public let format: String
    /// From the header; 0 if unreadable.
    public let width: Int
    public let height: Int
    /// Components a pixel, 1 to 4. A palette counts as 1.
    public let channels: Int
    public let isPalette: Bool
    /// As stored: 1, 2, 4, 8 or 16.
    public let bitDepth: Int
    public let isInterlacedOrProgressive: Bool
    public let hasAlphaOrTransparency: Bool
    /// EXIF orientation as stored, legal or not; `nil` where none can be read.
    public let orientation: Int?
    public let hasICCProfile: Bool
    /// More than 1 in an animation.
    public let frames: Int
    public let validity: Validity
    /// Further facts by name, such as `cs` (components), `samp` (JPEG sampling factors) or `exif`.
    public let detail: [String: String]

    public var description: String { path }

    public func bytes() throws -> [UInt8] {
        [UInt8](try Data(contentsOf: url))
    }

    static func parse(manifest: String, folder: URL) -> [CorpusFile] {
        var lines = manifest.split(separator: "\n").map { line in
            line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        }
        guard !lines.isEmpty else { return [] }
        let names = lines.removeFirst()
        return lines.compactMap { line in
            CorpusFile(columns: Dictionary(uniqueKeysWithValues: zip(names, line)), folder: folder)
        }
    }

    private init?(columns: [String: String], folder: URL) {
        guard let path = columns["file"], let validity = columns["valid"].flatMap(Validity.init) else { return nil }
        func number(_ name: String) -> Int { Int(columns[name] ?? "") ?? 0 }
        let channels = columns["channels"] ?? ""
        self.url = folder.appending(path: path)
        self.path = path
        self.format = columns["format"] ?? ""
        self.width = number("width")
        self.height = number("height")
        self.channels = Int(channels.prefix { $0.isNumber }) ?? 0
        self.isPalette = channels.hasSuffix("p")
        self.bitDepth = number("bit_depth")
        self.isInterlacedOrProgressive = number("interlaced_or_progressive") == 1
        self.hasAlphaOrTransparency = number("alpha_or_trns") == 1
        self.orientation = Int(columns["orientation"] ?? "")
        self.hasICCProfile = number("icc") == 1
        self.frames = number("frames")
        self.validity = validity
        self.detail = Dictionary(
            (columns["libref_detail"] ?? "").split(separator: " ").compactMap { pair in
                let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                return parts.count == 2 ? (String(parts[0]), String(parts[1])) : nil
            }, uniquingKeysWith: { first, _ in first })
    }
}
