internal import CCodecShims

/// An ICC profile as an `iCCP` chunk holds it: under a name, deflated.
struct PNGProfile {
    /// Latin-1, 1 to 79 bytes; some writers leave it empty.
    var name: [UInt8]
    var bytes: [UInt8]

    init(name: [UInt8], bytes: [UInt8]) {
        self.name = name
        self.bytes = bytes
    }

    /// - Returns: `nil` when the chunk is damaged.
    /// - Throws: `.limitExceeded` when the profile would inflate beyond the budget.
    init?(_ chunk: PNGChunk, _ budget: inout PNGMetadataBudget) throws(CodecError) {
        // The name ends with a zero; the method of compression follows, which is always 0.
        guard let end = chunk.bytes.prefix(80).firstIndex(of: 0), end + 2 < chunk.bytes.count,
            chunk.bytes[end + 1] == 0, let bytes = try budget.inflate(chunk.bytes[(end + 2)...])
        else { return nil }
        self.init(name: Array(chunk.bytes[..<end]), bytes: bytes)
    }

    /// - Throws: `.limitExceeded` when there is no memory left, `.cancelled`.
    func chunk(_ cancellation: Cancellation?) throws(CodecError) -> PNGChunk {
        // SAFETY: the shim reads `bytes` within their count; the buffer is ours, copied and freed before we return.
        let buffer = unsafe png_shim_deflate(bytes, bytes.count, codec_stop(cancellation))
        defer { unsafe png_shim_release(buffer) }
        try cancellation.check()
        guard unsafe buffer.bytes != nil else {
            throw CodecError(.limitExceeded, "no memory to compress an ICC profile of \(bytes.count) bytes")
        }
        let stream = unsafe Array(UnsafeBufferPointer(start: buffer.bytes, count: buffer.count))
        return PNGChunk(type: "iCCP", bytes: name + [0, 0] + stream)
    }
}
