/// What planes look like: 8-bit RGB for sheets. The enhancement itself never converts.
///
/// YCbCr is ITU-R BT.601; reduced chroma is interpolated linearly. Four inks are multiplied, as if each were a filter
/// over white paper. Alpha lets white shine through.
struct RGBConversion: Sendable {
    /// Whether black is 16 and white 235, as in lossy WebP, and not 0 and 255.
    private let isStudioRange: Bool
    /// Whether 255 is no ink, as Adobe writes CMYK.
    private let isInverted: Bool

    init(_ source: SourceEncoding) {
        switch source {
        case .jpeg(let encoding): (isStudioRange, isInverted) = (false, encoding.adobeTransform != nil)
        case .png: (isStudioRange, isInverted) = (false, false)
        case .webp(let encoding): (isStudioRange, isInverted) = (!encoding.isLossless, false)
        }
    }

    /// The pixels of `crop`, which lies in the picture.
    func raster(of image: PlanarImage, in crop: Rectangle) -> RGBRaster {
        let samples =
            switch image.planes {
            case .eight(let planes): resampled(planes, of: image, in: crop)
            case .sixteen(let planes): resampled(planes, of: image, in: crop)
            }
        let alpha = image.hasAlpha ? samples.last : nil
        var planes = [Plane<UInt8>](repeating: Plane(width: crop.width, height: crop.height), count: 3)
        for y in 0..<crop.height {
            for x in 0..<crop.width {
                let index = y * crop.width + x
                var color = rgb(samples.map { $0[index] }, image.colorModel)
                if let alpha { color = 255 + (color - 255) * (alpha[index] / 255) }
                let rounded = color.rounded(.toNearestOrAwayFromZero).clamped(lowerBound: .zero, upperBound: .white)
                for plane in planes.indices { planes[plane][x, y] = UInt8(rounded[plane]) }
            }
        }
        return RGBRaster(planes: planes)
    }

    /// Red, green and blue (0…255) of the samples of one pixel.
    private func rgb(_ samples: [Float], _ model: ColorModel) -> SIMD4<Float> {
        switch model {
        case .rgb: return SIMD4(samples[0], samples[1], samples[2], 0)
        case .yCbCr: return rgb(y: samples[0], cb: samples[1], cr: samples[2])
        case .cmyk:
            return rgb(inks: SIMD4(samples[0], samples[1], samples[2], 0), black: samples[3])
        case .ycck:
            // The transform was made of the complement of the three inks as they are stored.
            return rgb(inks: 255 - rgb(y: samples[0], cb: samples[1], cr: samples[2]), black: samples[3])
        // A JPEG with RGB of unequal resolution.
        case .unknown(planes: 3): return SIMD4(samples[0], samples[1], samples[2], 0)
        case .gray, .unknown: return SIMD4(repeating: samples[0])
        }
    }

    private func rgb(y: Float, cb: Float, cr: Float) -> SIMD4<Float> {
        let luma = isStudioRange ? (y - 16) * (255.0 / 219) : y
        let chromaScale: Float = isStudioRange ? 255.0 / 224 : 1
        let blue = (cb - 128) * chromaScale
        let red = (cr - 128) * chromaScale
        let color = SIMD4(luma + 1.402 * red, luma - 0.344136 * blue - 0.714136 * red, luma + 1.772 * blue, 0)
        return color.clamped(lowerBound: .zero, upperBound: .white)
    }

    private func rgb(inks: SIMD4<Float>, black: Float) -> SIMD4<Float> {
        isInverted ? inks * (black / 255) : (255 - inks) * ((255 - black) / 255)
    }

    /// All planes at full resolution, 0…255, row by row.
    private func resampled<Element: Sample>(
        _ planes: [Plane<Element>], of image: PlanarImage, in crop: Rectangle
    ) -> [[Float]] {
        let full = image.subsampling.largest
        let unit = 255 / Float(Element.max)
        return planes.enumerated().map { index, plane in
            let own = index < image.colorModel.planeCount ? image.subsampling.factors[index] : full
            let columns = (crop.x..<crop.x + crop.width).map {
                Position($0, scale: Float(own.horizontal) / Float(full.horizontal), count: plane.width)
            }
            return (crop.y..<crop.y + crop.height).flatMap { row in
                let y = Position(row, scale: Float(own.vertical) / Float(full.vertical), count: plane.height)
                return columns.map { x in
                    let upper = x.between(Float(plane[x.first, y.first]), Float(plane[x.second, y.first]))
                    let lower = x.between(Float(plane[x.first, y.second]), Float(plane[x.second, y.second]))
                    return y.between(upper, lower) * unit
                }
            }
        }
    }

    /// Where a pixel lies between two samples of a reduced plane.
    private struct Position {
        let first: Int
        let second: Int
        private let weight: Float

        init(_ pixel: Int, scale: Float, count: Int) {
            let position = min(max((Float(pixel) + 0.5) * scale - 0.5, 0), Float(count - 1))
            first = Int(position)
            second = min(first + 1, count - 1)
            weight = position - Float(first)
        }

        func between(_ a: Float, _ b: Float) -> Float { a + weight * (b - a) }
    }
}

extension SIMD4<Float> {
    fileprivate static var white: SIMD4<Float> { SIMD4(repeating: 255) }
}
