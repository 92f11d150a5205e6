/// What a PNG file had beside its pixels and metadata.
public struct PNGEncoding: Sendable, Hashable {
    /// How the file stores a pixel; raw values are the specification's.
    public enum ColorType: UInt8, Sendable, Hashable, CaseIterable {
        case gray = 0
        case rgb = 2
        case palette = 3
        case grayAlpha = 4
        case rgbAlpha = 6

        /// Bits a sample (of the index, for a palette) that the specification allows.
        var bitDepths: [Int] {
            switch self {
            case .gray: [1, 2, 4, 8, 16]
            case .palette: [1, 2, 4, 8]
            case .rgb, .grayAlpha, .rgbAlpha: [8, 16]
            }
        }

        /// Palettes are decoded to RGB.
        var colorModel: ColorModel {
            switch self {
            case .gray, .grayAlpha: .gray
            case .rgb, .palette, .rgbAlpha: .rgb
            }
        }
    }

    public var colorType: ColorType
    /// Bits a sample as stored: 1, 2, 4, 8 or 16.
    public var bitDepth: Int
    /// Whether the file was interlaced. Files are always written without interlacing, which makes them smaller.
    public var isInterlaced: Bool
    /// Whether a `tRNS` chunk made colors transparent. It is written as an alpha channel.
    public var hasTransparentColors: Bool
    /// The name under which the file keeps its ICC profile, Latin-1.
    public var iccProfileName: [UInt8]
    /// All other ancillary chunks, in their order.
    public var chunks: [PNGChunk]

    public init(
        colorType: ColorType, bitDepth: Int = 8, isInterlaced: Bool = false, hasTransparentColors: Bool = false,
        iccProfileName: [UInt8] = Array("ICC profile".utf8), chunks: [PNGChunk] = []
    ) {
        self.colorType = colorType
        self.bitDepth = bitDepth
        self.isInterlaced = isInterlaced
        self.hasTransparentColors = hasTransparentColors
        self.iccProfileName = iccProfileName
        self.chunks = chunks
    }
}
