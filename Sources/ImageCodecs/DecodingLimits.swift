/// Bounds on what is decoded, checked from the header before memory is allocated for the picture.
public struct DecodingLimits: Sendable, Hashable {
    /// Bytes of the compressed file.
    public var inputBytes = 32 << 20
    /// Pixels of the longer side.
    public var side = 50_000
    /// Width times height.
    public var pixels = 250_000_000
    /// Bytes of all decoded planes together.
    public var decodedBytes = 1 << 30
    /// Bytes of EXIF, ICC, XMP, comments and text together; compressed ones count with what they inflate to as well.
    public var metadataBytes = 16 << 20

    public init() {}

    /// No bounds but those of the formats and of this machine's memory.
    public static var unlimited: DecodingLimits {
        var limits = DecodingLimits()
        limits.inputBytes = .max
        limits.side = .max
        limits.pixels = .max
        limits.decodedBytes = .max
        limits.metadataBytes = .max
        return limits
    }

    /// - Throws: `CodecError` with `.limitExceeded`, naming limit, value and bound.
    public func checkInput(byteCount: Int) throws(CodecError) {
        try check("inputBytes", byteCount, inputBytes, "bytes in the file")
    }

    /// Checks what a header announces.
    ///
    /// - Throws: `CodecError`: `.limitExceeded`, naming limit, value and bound, or `.unsupported` for an animation.
    func check(_ header: ImageHeader) throws(CodecError) {
        guard !header.isAnimated else {
            throw CodecError(.unsupported, "animation is not supported: the file announces \(header.frameCount) frames")
        }
        try check("side", max(header.width, header.height), side, "pixels in the longer side")
        try check("pixels", header.width.saturatingProduct(header.height), pixels, "pixels")
        try check("decodedBytes", header.decodedBytes, decodedBytes, "bytes of decoded planes")
        try check("decodedBytes", header.coefficientBytes, decodedBytes, "bytes of coefficients")
        try check("metadataBytes", header.metadataBytes, metadataBytes, "bytes of metadata")
        // What can't be written again is refused before the work, not after it.
        if header.format == .webp { try WebPSize.check(width: header.width, height: header.height) }
    }

    /// - Throws: `CodecError` with `.limitExceeded`, naming limit, value and bound.
    func checkMetadata(byteCount: Int) throws(CodecError) {
        try check("metadataBytes", byteCount, metadataBytes, "bytes of metadata")
    }

    private func check(_ name: String, _ value: Int, _ bound: Int, _ what: String) throws(CodecError) {
        guard value <= bound else {
            throw CodecError(.limitExceeded, "\(value) \(what); the limit \(name) is \(bound)", limit: name)
        }
    }
}
