/// What the chunks of a PNG file announce, found without decoding any.
struct PNGHeader {
    let width: Int
    let height: Int
    /// Bits a sample as stored: 1, 2, 4, 8 or 16.
    let bitDepth: Int
    let colorType: PNGEncoding.ColorType
    let isInterlaced: Bool
    /// Whether colors are made transparent by a `tRNS` chunk.
    let hasTransparentColors: Bool
    let isAnimated: Bool
    /// Frames that an animation announces; 1 for a still picture.
    let frameCount: Int
    let orientation: Int?
    let mark: EnhancementMark?
    /// What the file lacks of its end chunk, and of nothing else.
    let missingEnd: ArraySlice<UInt8>
    /// Bytes of all chunks that neither the picture nor its palette needs.
    let ancillaryByteCount: Int

    /// Types of chunks, four letters as a number.
    private enum ChunkType {
        static let pictureData = 0x4944_4154  // IDAT
        static let animationControl = 0x6163_544C  // acTL
        static let transparency = 0x7452_4E53  // tRNS
        static let exif = 0x6558_4966  // eXIf
        static let internationalText = 0x6954_5874  // iTXt
        static let end = 0x4945_4E44  // IEND
    }

    private static let endChunk: [UInt8] = [0, 0, 0, 0, 0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82]

    /// - Throws: `.malformed` when the file does not start with a sound header chunk.
    init(_ bytes: [UInt8]) throws(CodecError) {
        let position = 16
        guard bytes.count >= 33, bytes[8..<12].elementsEqual([0, 0, 0, 13]), bytes[12..<16].elementsEqual("IHDR".utf8)
        else {
            throw CodecError(.malformed, "the PNG file does not start with a header chunk (IHDR)")
        }
        width = Self.integer(bytes, at: position)
        height = Self.integer(bytes, at: position + 4)
        guard (1..<1 << 31).contains(width), (1..<1 << 31).contains(height) else {
            throw CodecError(.malformed, "the PNG header says \(width) by \(height) pixels; sides are 1 to 2147483647")
        }
        bitDepth = Int(bytes[position + 8])
        guard let colorType = PNGEncoding.ColorType(rawValue: bytes[position + 9]),
            colorType.bitDepths.contains(bitDepth)
        else {
            throw CodecError(
                .malformed, "the PNG header says \(bitDepth) bits of color type \(bytes[position + 9]), which is none")
        }
        self.colorType = colorType
        isInterlaced = bytes[position + 12] != 0

        var hasTransparentColors = false
        var frameCount: Int?
        var exif: Range<Int>?
        var xmp: [UInt8]?
        var isBeforePicture = true
        var ancillaryByteCount = 0
        var next = 33
        while next + 12 <= bytes.count {
            let count = Self.integer(bytes, at: next)
            let content = next + 8..<next + 8 + min(count, bytes.count - next - 12)
            let type = Self.integer(bytes, at: next + 4)
            switch type {
            case ChunkType.pictureData: isBeforePicture = false
            case ChunkType.animationControl where isBeforePicture && frameCount == nil:
                frameCount = content.count >= 4 ? Self.integer(bytes, at: content.lowerBound) : 1
            case ChunkType.animationControl: break
            case ChunkType.transparency: hasTransparentColors = true
            case ChunkType.end: next = bytes.count
            default:
                if type == ChunkType.exif { exif = exif ?? content }
                if type == ChunkType.internationalText, xmp == nil {
                    xmp = PNGInternationalText.xmp(inText: bytes[content])
                }
                let isAncillary = bytes[next + 4] & 0x20 != 0
                ancillaryByteCount += isAncillary ? content.count : 0
            }
            next += count + 12
        }
        let rest = bytes.suffix(max(0, bytes.count - next))
        let isCutInEnd = !isBeforePicture && next <= bytes.count && Self.endChunk.starts(with: rest)
        missingEnd = isCutInEnd ? Self.endChunk.dropFirst(rest.count) : []
        self.hasTransparentColors = hasTransparentColors
        isAnimated = frameCount != nil
        // The specification's range; what lies outside tells nothing.
        self.frameCount = frameCount.map { (1..<1 << 31).contains($0) ? $0 : 1 } ?? 1
        orientation = exif.flatMap { EXIF.orientation(of: EXIF.tiff(in: Array(bytes[$0]))) }
        mark = xmp.flatMap(EnhancementMark.init(xmp:))
        self.ancillaryByteCount = ancillaryByteCount
    }

    /// The planes that the picture is decoded into, alpha included.
    var channels: Int {
        colorType.colorModel.planeCount + (hasAlpha ? 1 : 0)
    }

    var hasAlpha: Bool {
        colorType == .grayAlpha || colorType == .rgbAlpha || hasTransparentColors
    }

    private static func integer(_ bytes: [UInt8], at position: Int) -> Int {
        bytes[position..<position + 4].reduce(0) { $0 << 8 | Int($1) }
    }
}
