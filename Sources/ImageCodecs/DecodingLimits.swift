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

    /// Checks the picture a header announces.
    ///
    /// - Parameter bytesPerPixel: decoded bytes over all planes per pixel at full resolution, an upper bound.
    /// - Throws: `CodecError` with `.limitExceeded`, naming limit, value and bound.
    func checkPicture(width: Int, height: Int, bytesPerPixel: Int) throws(CodecError) {
        try check("side", max(width, height), side, "pixels in the longer side")
        // Both sides are far below 2^31 in every format, so the products fit.
        try check("pixels", width * height, pixels, "pixels")
        try check("decodedBytes", width * height * bytesPerPixel, decodedBytes, "bytes of decoded planes")
    }

    /// Checks an exact count of bytes a decoder is going to allocate.
    ///
    /// - Throws: `CodecError` with `.limitExceeded`, naming limit, value and bound.
    func checkDecoded(byteCount: Int) throws(CodecError) {
        try check("decodedBytes", byteCount, decodedBytes, "bytes of decoded planes")
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
