internal import COSProtocol
internal import ImageEnhance

/// The mean colour of a picture, as `is_pic_info` reports it.
enum MeanColor {
    /// `nil` where it is not known what the planes mean.
    static func of(_ picture: DecodedImage) -> UploadResult.RGB? {
        let image = picture.image
        let means = means(image)
        switch image.colorModel {
        case .gray: return rgb(means[0], means[0], means[0])
        case .rgb: return rgb(means[0], means[1], means[2])
        case .yCbCr: return rgb(yCbCr: means, isStudioRange: picture.encoding.format == .webp)
        case .cmyk: return inked(means[0], means[1], means[2], key: means[3])
        case .ycck:
            let ink = rgbValues(yCbCr: means, isStudioRange: false)
            return inked(ink.0, ink.1, ink.2, key: means[3])
        case .unknown: return nil
        }
    }

    /// Of each color plane, on the 8-bit scale.
    private static func means(_ image: PlanarImage) -> [Double] {
        let scale = 255 / Double(image.depth.maximum)
        return switch image.planes {
        case .eight(let planes): planes.map { mean($0) * scale }
        case .sixteen(let planes): planes.map { mean($0) * scale }
        }
    }

    private static func mean(_ plane: Plane<some Sample>) -> Double {
        var sum = 0.0
        for y in 0..<plane.height {
            // A row of 16-bit samples fits a UInt64 many times over.
            sum += Double(plane.row(y).reduce(UInt64(0)) { $0 &+ UInt64($1) })
        }
        return sum / Double(plane.width * plane.height)
    }

    private static func rgb(yCbCr means: [Double], isStudioRange: Bool) -> UploadResult.RGB {
        let values = rgbValues(yCbCr: means, isStudioRange: isStudioRange)
        return rgb(values.0, values.1, values.2)
    }

    /// ITU-R BT.601: full range as in JPEG, or 16 to 235 as in WebP.
    private static func rgbValues(yCbCr means: [Double], isStudioRange: Bool) -> (Double, Double, Double) {
        let scale = isStudioRange ? (luma: 255.0 / 219, chroma: 255.0 / 224) : (luma: 1, chroma: 1)
        let luma = (means[0] - (isStudioRange ? 16 : 0)) * scale.luma
        let (blue, red) = ((means[1] - 128) * scale.chroma, (means[2] - 128) * scale.chroma)
        return (luma + 1.402 * red, luma - 0.344136 * blue - 0.714136 * red, luma + 1.772 * blue)
    }

    /// Inks as Adobe stores them, inverted: 255 is none. A product of means stands for a mean of products.
    private static func inked(_ c: Double, _ m: Double, _ y: Double, key: Double) -> UploadResult.RGB {
        rgb(c * key / 255, m * key / 255, y * key / 255)
    }

    private static func rgb(_ red: Double, _ green: Double, _ blue: Double) -> UploadResult.RGB {
        let bytes = [red, green, blue].map { UInt8(min(255, max(0, $0)).rounded()) }
        return UploadResult.RGB(red: bytes[0], green: bytes[1], blue: bytes[2])
    }
}
