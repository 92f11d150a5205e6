/// What a WebP file had beside its pixels and metadata.
public struct WebPEncoding: Sendable, Hashable {
    public var isLossless: Bool
    /// Quality on libwebp's scale, 0 to 100, estimated from the quantisers of a lossy file; `nil` if it is lossless.
    public var quality: Int?

    public init(isLossless: Bool, quality: Int? = nil) {
        self.isLossless = isLossless
        self.quality = quality
    }
}
