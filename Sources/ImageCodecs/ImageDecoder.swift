/// Bytes to planes.
public struct ImageDecoder: Sendable {
    public var limits: DecodingLimits

    public init(limits: DecodingLimits = DecodingLimits()) {
        self.limits = limits
    }

    /// Decodes a JPEG, PNG or WebP, recognised by its content.
    ///
    /// - Parameter bytes: a whole file.
    /// - Returns: the planes in the file's own colour model, subsampling and depth, with metadata.
    /// - Throws: `CodecError`: `.malformed`, `.unsupported` or `.limitExceeded`.
    public func decode(_ bytes: [UInt8]) throws(CodecError) -> DecodedImage {
        try limits.checkInput(byteCount: bytes.count)
        switch ImageFormat(sniffing: bytes) {
        case .jpeg: return try JPEGDecoder(limits: limits).decode(bytes)
        case .png: return try PNGDecoder(limits: limits).decode(bytes)
        case .webp: return try WebPDecoder(limits: limits).decode(bytes)
        case nil: throw CodecError(.malformed, "the bytes are no JPEG, PNG or WebP image")
        }
    }
}
