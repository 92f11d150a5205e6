/// How the result is written. The defaults keep what the source was, and never throw away what the filters gained.
public struct EncodingOptions: Sendable, Hashable {
    /// The quality of lossy formats (JPEG, lossy WebP). Lossless sources stay lossless whatever it says.
    public enum Quality: Sendable, Hashable {
        /// That of the source, but not coarser than 90.
        case automatic
        /// That of the source: the JPEG's own quantisation tables, the WebP's estimated quality.
        case source
        /// 1 (smallest file) to 100 (best).
        case fixed(Int)
    }

    /// Which metadata goes into the result.
    public enum MetadataPolicy: String, Sendable, Hashable, CaseIterable {
        /// All of it, except an EXIF thumbnail, which would show the old picture.
        case keep
        /// None but what the pixels need to be shown rightly: a JPEG's Adobe marker, and an EXIF orientation that
        /// turns the picture, as the only entry of its EXIF.
        case strip
        /// As `strip`, and the ICC profile (PNG: gAMA, cHRM and sRGB too).
        case icc
    }

    public var quality = Quality.automatic
    public var metadata = MetadataPolicy.keep
    /// Written into the result's XMP, whatever `metadata` drops; `nil` for none. A packet that has no room for it, or is
    /// damaged, stays as it is.
    public var mark: EnhancementMark?

    public init() {}
}
