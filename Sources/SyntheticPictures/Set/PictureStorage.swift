internal import ImagePlanes

extension SyntheticPicture {
    /// The file in which a picture is to be stored.
    package enum Storage: Sendable, Hashable {
        case png
        case png16
        case grayPNG
        case jpeg(quality: Int, isSubsampled: Bool)
        case grayJPEG(quality: Int)
        case webp(quality: Int)
        case losslessWebP

        /// For names and reports: "png", "q85-420".
        package var name: String {
            switch self {
            case .png: "png"
            case .png16: "png16"
            case .grayPNG: "gray"
            case .jpeg(let quality, let isSubsampled): "q\(quality)-\(isSubsampled ? "420" : "444")"
            case .grayJPEG(let quality): "q\(quality)-gray"
            case .webp(let quality): "webp\(quality)"
            case .losslessWebP: "webp"
            }
        }
    }
}
