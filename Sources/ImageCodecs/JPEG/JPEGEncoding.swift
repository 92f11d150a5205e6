/// What a JPEG file had beside its pixels and metadata.
public struct JPEGEncoding: Sendable, Hashable {
}
