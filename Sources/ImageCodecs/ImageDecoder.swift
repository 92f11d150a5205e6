/// Bytes to planes.
public struct ImageDecoder: Sendable {
    public var limits: DecodingLimits

    public init(limits: DecodingLimits = DecodingLimits()) {
        self.limits = limits
    }

    /// The header of a picture that `decode` would begin with: the one place where limits meet a file.
    ///
    /// - Parameter bytes: a whole file.
    /// - Throws: `CodecError`: `.malformed`, `.limitExceeded`, or `.unsupported`, for animations too.
    public func inspect(_ bytes: [UInt8]) throws(CodecError) -> ImageHeader {
        try limits.checkInput(byteCount: bytes.count)
        let header = try ImageHeader(bytes)
        try limits.check(header)
        return header
    }

    /// Decodes a JPEG, PNG or WebP, recognised by its content.
    ///
    /// - Parameters:
    ///   - bytes: a whole file.
    ///   - cancellation: read between rows.
    /// - Returns: the planes in the file's own color model, subsampling and depth, with metadata.
    /// - Throws: `CodecError`: `.malformed`, `.unsupported`, `.limitExceeded` or `.cancelled`.
    public func decode(
        _ bytes: [UInt8], cancellation: Cancellation? = nil
    ) throws(CodecError) -> DecodedImage {
        let header = try inspect(bytes)
        try DecodingLimits.checkMemory(byteCount: header.decodedBytes)
        try cancellation.check()
        return switch header.format {
        case .jpeg: try JPEGDecoder(cancellation: cancellation).decode(bytes)
        case .png: try PNGDecoder(limits: limits, cancellation: cancellation).decode(bytes)
        case .webp: try WebPDecoder(cancellation: cancellation).decode(bytes, header)
        }
    }
}
