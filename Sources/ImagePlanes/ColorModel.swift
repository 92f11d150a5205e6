/// What the color planes of an image mean, in the order in which they are stored.
public enum ColorModel: Sendable, Hashable {
    /// One plane of luma.
    case gray
    /// Luma, blue difference, red difference, as JPEG and lossy WebP code them; chroma may be subsampled.
    case yCbCr
    /// Red, green, blue, all at full resolution.
    case rgb
    /// Cyan, magenta, yellow, black, as stored (Adobe files store them inverted).
    case cmyk
    /// CMYK whose first three inks went through the YCbCr transform (Adobe JPEG); may be subsampled.
    case ycck
    /// Planes whose meaning is not known (a JPEG of subsampled RGB, say). Each is treated on its own.
    case unknown(planes: Int)

    /// Number of color planes, without alpha.
    public var planeCount: Int {
        switch self {
        case .gray: 1
        case .yCbCr, .rgb: 3
        case .cmyk, .ycck: 4
        case .unknown(let planes): planes
        }
    }
}
