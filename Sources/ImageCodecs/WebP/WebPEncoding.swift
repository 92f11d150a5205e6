/// What a WebP file had beside its pixels and metadata.
public struct WebPEncoding: Sendable, Hashable {
    public var isLossless: Bool
    /// Quality on libwebp's scale, 0 to 100, estimated from the quantisers of a lossy file; `nil` if it is lossless.
    public var quality: Int?
    /// Chunks of no known kind, in file order.
    public var chunks: [WebPChunk]

    public init(isLossless: Bool, quality: Int? = nil, chunks: [WebPChunk] = []) {
        self.isLossless = isLossless
        self.quality = quality
        self.chunks = chunks
    }
}
