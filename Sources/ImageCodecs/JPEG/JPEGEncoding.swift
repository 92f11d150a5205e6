/// What a JPEG file had beside its planes and the metadata every format has.
public struct JPEGEncoding: Sendable, Hashable {
    /// The JFIF marker (APP0) without its thumbnail.
    public struct JFIF: Sendable, Hashable {
        public enum DensityUnit: UInt8, Sendable, Hashable {
            /// The two densities give only the shape of a pixel.
            case aspectRatio = 0
            case dotsPerInch = 1
            case dotsPerCentimetre = 2
        }

        public var majorVersion: UInt8
        public var minorVersion: UInt8
        public var densityUnit: DensityUnit
        public var horizontalDensity: UInt16
        public var verticalDensity: UInt16

        public init(
            majorVersion: UInt8 = 1, minorVersion: UInt8 = 1, densityUnit: DensityUnit = .aspectRatio,
            horizontalDensity: UInt16 = 1, verticalDensity: UInt16 = 1
        ) {
            self.majorVersion = majorVersion
            self.minorVersion = minorVersion
            self.densityUnit = densityUnit
            self.horizontalDensity = horizontalDensity
            self.verticalDensity = verticalDensity
        }
    }

    /// A comment (COM, 0xFE) or application marker (APP0 to APP15, 0xE0 to 0xEF) with its payload, byte for byte.
    public struct Segment: Sendable, Hashable {
        /// A segment's length field counts itself and has 16 bits.
        public static let maximumPayload = 65533

        public var code: UInt8
        public var payload: [UInt8]

        public init(code: UInt8, payload: [UInt8]) {
            self.code = code
            self.payload = payload
        }
    }

    /// The quantisation table of each component: 64 steps, row by row. Empty where the file has none for it.
    public var quantizationTables: [[UInt16]]
    public var isProgressive: Bool
    /// Whether the source was arithmetic-coded. Few programs read that, so it is always written with Huffman codes.
    public var isArithmetic: Bool
    /// MCUs between two restart markers, at most 65,535; 0 for none. Large sequential files without get some all the
    /// same.
    public var restartInterval: Int
    public var jfif: JFIF?
    /// The color transform the Adobe marker (APP14) states: 0 none, 1 YCbCr, 2 YCCK; `nil` without such a marker.
    public var adobeTransform: Int?
    /// Comments and what application markers there are beside JFIF, Adobe, EXIF, XMP and ICC, in file order.
    ///
    /// An index of further pictures (MPF) has its offsets from the beginning of `appended` on here, and gets those of
    /// the file when it is written.
    public var segments: [Segment]
    /// What is announced in front of the picture and lies behind it: further pictures, gain maps, films. Written as it is.
    public var appended: [UInt8]

    public init(
        quantizationTables: [[UInt16]] = [], isProgressive: Bool = false, isArithmetic: Bool = false,
        restartInterval: Int = 0, jfif: JFIF? = JFIF(), adobeTransform: Int? = nil, segments: [Segment] = [],
        appended: [UInt8] = []
    ) {
        self.quantizationTables = quantizationTables
        self.isProgressive = isProgressive
        self.isArithmetic = isArithmetic
        self.restartInterval = restartInterval
        self.jfif = jfif
        self.adobeTransform = adobeTransform
        self.segments = segments
        self.appended = appended
    }
}
