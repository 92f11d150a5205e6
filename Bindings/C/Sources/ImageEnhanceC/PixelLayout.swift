internal import CImageEnhance
internal import ImageEnhance

/// Which channels pixels have, and in which order.
enum PixelLayout: Int32 {
    // As in `ie_layout`.
    case gray = 1
    case grayAlpha, rgb, rgba, bgr, bgra

    /// For each plane of an image, color planes first, its channel in the pixels.
    var channels: [Int] {
        switch self {
        case .gray: [0]
        case .grayAlpha: [0, 1]
        case .rgb: [0, 1, 2]
        case .rgba: [0, 1, 2, 3]
        case .bgr: [2, 1, 0]
        case .bgra: [2, 1, 0, 3]
        }
    }

    var hasAlpha: Bool { channels.count % 2 == 0 }
    var colorModel: ColorModel { channels.count < 3 ? .gray : .rgb }
}
