/// What a WebP file had beside its pixels and metadata.
public struct WebPEncoding: Sendable, Hashable {
}
