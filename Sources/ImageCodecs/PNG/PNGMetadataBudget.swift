internal import CCodecShims

/// Counts chunks against the limit `metadataBytes`, compressed ones as stored and as they inflate.
struct PNGMetadataBudget {
    private let limits: DecodingLimits
    private let cancellation: Cancellation?
    private var byteCount = 0

    init(_ limits: DecodingLimits, _ cancellation: Cancellation?) {
        self.limits = limits
        self.cancellation = cancellation
    }

    /// - Throws: `.limitExceeded`
    mutating func take(_ chunk: PNGChunk) throws(CodecError) {
        byteCount += chunk.bytes.count
        try limits.checkMetadata(byteCount: byteCount)
    }

    /// Inflates a zlib stream as far as the budget allows. Damaged ones count too, because they cost time.
    ///
    /// - Returns: `nil` when the stream is damaged.
    /// - Throws: `.limitExceeded`, `.cancelled`.
    mutating func inflate(_ stream: ArraySlice<UInt8>) throws(CodecError) -> [UInt8]? {
        let stream = Array(stream)
        var buffer = unsafe png_buffer()
        // SAFETY: the shim reads `stream` within its count; the buffer is ours, copied and freed before we return.
        defer { unsafe png_shim_release(buffer) }
        let status = unsafe png_shim_inflate(
            stream, stream.count, limits.metadataBytes - byteCount, &buffer, codec_stop(cancellation))
        byteCount += unsafe buffer.count
        switch status {
        case PNG_INFLATE_OK: return unsafe Array(UnsafeBufferPointer(start: buffer.bytes, count: buffer.count))
        case PNG_INFLATE_TOO_LARGE:
            throw CodecError(
                .limitExceeded,
                "compressed metadata inflate to more than the limit metadataBytes, which is \(limits.metadataBytes)",
                limit: "metadataBytes")
        case PNG_INFLATE_CANCELLED: throw .cancelled
        default: return nil
        }
    }
}
