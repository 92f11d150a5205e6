/// Bounds on what is taken in, checked from the header before memory is allocated for the picture.
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
    /// Memory in bytes that enhancing may take, by the estimate `ImageHeader.workingBytes(threads:)`. `ImageDecoder`
    /// alone does not look at it. 1 GiB, or what the machine or container has where that is less.
    public var workingBytes = min(1 << 30, SystemMemory.byteCount)
    /// How long enhancing may take, from the first byte that is looked at; `nil` for as long as it takes. `ImageDecoder`
    /// alone does not look at it.
    public var deadline: Duration?

    public init() {}

    /// No bounds but those of the formats and of this machine's memory.
    public static var unlimited: DecodingLimits {
        var limits = DecodingLimits()
        limits.inputBytes = .max
        limits.side = .max
        limits.pixels = .max
        limits.decodedBytes = .max
        limits.metadataBytes = .max
        limits.workingBytes = .max
        return limits
    }

    /// - Throws: `CodecError` with `.limitExceeded`, naming limit, value and bound.
    public func checkInput(byteCount: Int) throws(CodecError) {
        try check("inputBytes", byteCount, inputBytes, "bytes of input")
    }

    /// Checks what a header announces.
    ///
    /// - Throws: `CodecError`: `.limitExceeded`, naming limit, value and bound, or `.unsupported` for an animation.
    func check(_ header: ImageHeader) throws(CodecError) {
        guard !header.isAnimated else {
            throw CodecError(.unsupported, "animation is not supported: the file announces \(header.frameCount) frames")
        }
        try checkPixels(width: header.width, height: header.height, byteCount: header.decodedBytes)
        try check("decodedBytes", header.coefficientBytes, decodedBytes, "bytes of coefficients")
        try check("metadataBytes", header.metadataBytes, metadataBytes, "bytes of metadata")
        // What can't be written again is refused before the work, not after it.
        if header.format == .webp { try WebPSize.check(width: header.width, height: header.height) }
    }

    /// Checks the size of a picture, which may have come without a file.
    ///
    /// - Parameters:
    ///   - width: in pixels, not negative; as `height`.
    ///   - byteCount: of its planes.
    /// - Throws: `CodecError` with `.limitExceeded`, naming limit, value and bound.
    package func checkPixels(width: Int, height: Int, byteCount: Int) throws(CodecError) {
        try check("side", max(width, height), side, "pixels in the longer side")
        try check("pixels", width.saturatingProduct(height), pixels, "pixels")
        try check("decodedBytes", byteCount, decodedBytes, "bytes of decoded planes")
    }

    /// - Throws: `CodecError` with `.limitExceeded`, naming limit, value and bound.
    func checkMetadata(byteCount: Int) throws(CodecError) {
        try check("metadataBytes", byteCount, metadataBytes, "bytes of metadata")
    }

    /// - Throws: `CodecError` with `.limitExceeded`, naming limit, value and bound, or where the machine has not so much.
    package func checkWorking(byteCount: Int) throws(CodecError) {
        try check("workingBytes", byteCount, workingBytes, "bytes of working memory")
        try DecodingLimits.checkMemory(byteCount: byteCount)
    }

    /// - Throws: `CodecError` with `.limitExceeded` where the machine has not so much.
    static func checkMemory(byteCount: Int) throws(CodecError) {
        guard SystemMemory.canAllocate(byteCount) else {
            throw CodecError(.limitExceeded, "\(byteCount) bytes of memory can't be had here and now")
        }
    }

    private func check(_ name: String, _ value: Int, _ bound: Int, _ what: String) throws(CodecError) {
        guard value <= bound else {
            throw CodecError(.limitExceeded, "\(value) \(what); the limit \(name) is \(bound)", limit: name)
        }
    }
}
