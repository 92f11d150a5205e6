/// An ancillary chunk of a PNG file, kept as it lay there.
public struct PNGChunk: Sendable, Hashable {
    /// Four letters, such as `pHYs`.
    public var type: String
    public var bytes: [UInt8]
    /// Whether it followed the picture.
    public var isAfterPicture: Bool

    public init(type: String, bytes: [UInt8], isAfterPicture: Bool = false) {
        self.type = type
        self.bytes = bytes
        self.isAfterPicture = isAfterPicture
    }
}
