/// A picture and how its file had stored it.
public struct DecodedImage: Sendable {
    public var image: PlanarImage
    /// What the encoder needs to write the same kind of file again.
    public var encoding: SourceEncoding
    /// What was repaired or left out. Only a JPEG can have lost pixels: other formats that lack some are refused.
    public var warnings: [ImageWarning]

    public init(image: PlanarImage, encoding: SourceEncoding, warnings: [ImageWarning] = []) {
        self.image = image
        self.encoding = encoding
        self.warnings = warnings
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
