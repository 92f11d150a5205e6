/// A picture and how its file had stored it.
public struct DecodedImage: Sendable {
    public var image: PlanarImage
    /// What the encoder needs to write the same kind of file again.
    public var encoding: SourceEncoding
    /// What the codec library repaired or ignored, one line each.
    public var warnings: [String]
    /// Whether part of the picture is missing, as in a JPEG that was cut short. Files of other formats that lack some are
    /// refused.
    public var isIncomplete: Bool

    public init(
        image: PlanarImage, encoding: SourceEncoding, warnings: [String] = [], isIncomplete: Bool = false
    ) {
        self.image = image
        self.encoding = encoding
        self.warnings = warnings
        self.isIncomplete = isIncomplete
    }
}

/// The properties of a file that its pixels and metadata do not tell.
public enum SourceEncoding: Sendable {
    case jpeg(JPEGEncoding)
    case png(PNGEncoding)
    case webp(WebPEncoding)

    public var format: ImageFormat {
        switch self {
        case .jpeg: .jpeg
        case .png: .png
        case .webp: .webp
        }
    }
}
