/// What a PNG file had beside its pixels and metadata.
public struct PNGEncoding: Sendable, Hashable {
}
