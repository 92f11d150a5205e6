/// What the header of a file says about its picture.
///
/// Nothing is decoded to find it, and no memory is taken that grows with the picture. Every decoder checks its limits
/// against it first.
public struct ImageHeader: Sendable, Hashable {
    public let format: ImageFormat
    /// Size in pixels as stored, each side at least 1. Viewers swap the sides where `orientation` is 5 to 8.
    public let width: Int
    public let height: Int
    /// Whether the file is an animation (APNG, animated WebP), be it one of a single frame.
    public let isAnimated: Bool
    /// Frames that the file announces; 1 for a still picture.
    public let frameCount: Int
    /// EXIF orientation, 1 to 8; `nil` where the file states none or an impossible one.
    public let orientation: Int?
    /// What the file says of having been enhanced; `nil` where it says nothing.
    public let enhanced: EnhancementMark?
    /// Bits of a sample as stored: 1, 2, 4, 8 or 16.
    public let bitDepth: Int
    /// The color planes that the picture is decoded to; `nil` for animated WebP, whose frames may differ.
    public let colorModel: ColorModel?
    /// Whether there is an alpha channel, or for PNG a transparent color.
    public let hasAlpha: Bool
    /// Whether the samples are stored without loss: PNG and lossless WebP.
    public let isLossless: Bool
    /// Size of the whole file.
    public let byteCount: Int
    /// Bytes of the planes that the picture is decoded to.
    public let decodedBytes: Int
    /// Bytes of metadata as stored: compressed ones may be larger.
    public let metadataBytes: Int

    /// Bytes of coefficients that a progressive JPEG, or one of several scans, has in memory as a whole.
    package let coefficientBytes: Int
    /// Samples of each color plane.
    package let colorSamples: [Int]

    /// Reads the header of a JPEG, PNG or WebP file, recognized by its content. No limits are checked:
    /// `ImageDecoder.inspect(_:)` does so.
    ///
    /// - Parameter bytes: a whole file. Orientation and metadata may lie anywhere in it.
    /// - Throws: `CodecError`: `.malformed`, or `.unsupported` for JPEG of 12 bits, of two components or lossless.
    public init(_ bytes: [UInt8]) throws(CodecError) {
        switch try ImageFormat(of: bytes) {
        case .jpeg: self.init(try JPEGHeader(bytes), byteCount: bytes.count)
        case .png: self.init(try PNGHeader(bytes), byteCount: bytes.count)
        case .webp: self.init(try WebPHeader(bytes), byteCount: bytes.count)
        }
    }

    private init(_ header: JPEGHeader, byteCount: Int) {
        format = .jpeg
        width = header.width
        height = header.height
        isAnimated = false
        frameCount = 1
        orientation = header.orientation
        enhanced = header.mark
        bitDepth = 8
        colorModel = header.colorModel
        hasAlpha = false
        isLossless = false
        self.byteCount = byteCount
        metadataBytes = header.metadataBytes
        coefficientBytes = header.coefficientBytes
        colorSamples = header.planeSizes.map { $0.width * $0.height }
        decodedBytes = colorSamples.reduce(0, +)
    }

    private init(_ header: PNGHeader, byteCount: Int) {
        format = .png
        width = header.width
        height = header.height
        isAnimated = header.isAnimated
        frameCount = header.frameCount
        orientation = header.orientation
        enhanced = header.mark
        bitDepth = header.bitDepth
        colorModel = header.colorType.colorModel
        hasAlpha = header.hasAlpha
        isLossless = true
        self.byteCount = byteCount
        metadataBytes = header.ancillaryByteCount
        coefficientBytes = 0
        let pixels = header.width.saturatingProduct(header.height)
        colorSamples = Array(repeating: pixels, count: header.colorType.colorModel.planeCount)
        decodedBytes = pixels.saturatingProduct(header.channels * (header.bitDepth == 16 ? 2 : 1))
    }

    private init(_ header: WebPHeader, byteCount: Int) {
        format = .webp
        width = header.width
        height = header.height
        isAnimated = header.isAnimated
        frameCount = header.frameCount
        orientation = header.orientation
        enhanced = header.mark
        bitDepth = 8
        colorModel = header.isAnimated ? nil : header.isLossless ? .rgb : .yCbCr
        hasAlpha = header.hasAlpha
        isLossless = header.isLossless
        self.byteCount = byteCount
        metadataBytes = header.metadataBytes
        coefficientBytes = 0
        let model = colorModel ?? .rgb
        let subsampling: ChromaSubsampling = model == .yCbCr ? .yCbCr420 : .none(planes: model.planeCount)
        colorSamples = (0..<model.planeCount).map { index in
            let size = subsampling.planeSize(index, width: header.width, height: header.height)
            return size.width * size.height
        }
        decodedBytes = colorSamples.reduce(header.hasAlpha ? header.width * header.height : 0, +)
    }
}

extension ImageFormat {
    /// The format that the bytes of a file announce.
    ///
    /// - Throws: `.malformed` for anything else.
    init(of bytes: [UInt8]) throws(CodecError) {
        guard let format = ImageFormat(sniffing: bytes) else {
            let other = ForeignFormat(sniffing: bytes).map { ": \($0.name) is not supported" } ?? ""
            throw CodecError(.malformed, "the bytes are no JPEG, PNG or WebP image\(other)")
        }
        self = format
    }
}

extension Int {
    /// The product of numbers that are not negative, or the largest integer where it does not fit.
    func saturatingProduct(_ factors: Int...) -> Int {
        factors.reduce(self) { product, factor in
            let (value, overflow) = product.multipliedReportingOverflow(by: factor)
            return overflow ? .max : value
        }
    }
}
