internal import CCodecShims

// What libjpeg and the planes call the same thing.

extension ColorModel {
    init(_ frame: jpeg_frame, isFullResolution: Bool) {
        switch frame.color {
        case JPEG_COLOR_GRAY: self = .gray
        case JPEG_COLOR_YCBCR: self = .yCbCr
        case JPEG_COLOR_RGB where isFullResolution: self = .rgb
        case JPEG_COLOR_CMYK: self = .cmyk
        case JPEG_COLOR_YCCK: self = .ycck
        // Subsampled RGB exists, but pixels of three full planes do not: each plane is treated on its own.
        default: self = .unknown(planes: Int(frame.component_count))
        }
    }

    var jpegColor: jpeg_color {
        switch self {
        case .gray: JPEG_COLOR_GRAY
        case .yCbCr: JPEG_COLOR_YCBCR
        case .rgb, .unknown(planes: 3): JPEG_COLOR_RGB
        case .cmyk: JPEG_COLOR_CMYK
        case .ycck: JPEG_COLOR_YCCK
        case .unknown: JPEG_COLOR_UNKNOWN
        }
    }
}

extension ChromaSubsampling {
    /// Only the ratios of sampling factors matter, and common divisors make MCUs needlessly large (some writers give
    /// gray files factors of 2).
    init(reducing components: [jpeg_component]) {
        let horizontal = components.reduce(0) { Self.greatestCommonDivisor($0, Int($1.horizontal)) }
        let vertical = components.reduce(0) { Self.greatestCommonDivisor($0, Int($1.vertical)) }
        self.init(components.map { Factors(Int($0.horizontal) / horizontal, Int($0.vertical) / vertical) })
    }

    private static func greatestCommonDivisor(_ a: Int, _ b: Int) -> Int {
        b == 0 ? a : greatestCommonDivisor(b, a % b)
    }
}
