internal import ImageEnhance
internal import SyntheticPictures

/// A picture's red, green and blue on the scale of 8 bits, not rounded: what quality is measured on.
struct RGBSamples {
    let width: Int
    let height: Int
    /// Row by row.
    let pixels: [SIMD3<Float>]

    /// - Parameter decoded: gray, RGB or YCbCr, whose reduced chroma is interpolated linearly.
    init(_ decoded: DecodedImage) {
        var isStudioRange = false
        if case .webp(let encoding) = decoded.encoding { isStudioRange = !encoding.isLossless }
        self.init(decoded.image, isStudioRange: isStudioRange)
    }

    /// - Parameter isStudioRange: whether black is 16 and white 235, as in lossy WebP.
    init(_ image: PlanarImage, isStudioRange: Bool) {
        (width, height) = (image.width, image.height)
        let planes =
            switch image.planes {
            case .eight(let planes): planes.map { RGBSamples.full($0, image) }
            case .sixteen(let planes): planes.map { RGBSamples.full($0, image) }
            }
        pixels = (0..<width * height).map { index in
            guard planes.count >= 3 else { return SIMD3(repeating: planes[0][index]) }
            let samples = SIMD3(planes[0][index], planes[1][index], planes[2][index])
            guard image.colorModel == .yCbCr else { return samples }
            let luma = isStudioRange ? (samples.x - 16) * (255.0 / 219) : samples.x
            let (blue, red) = (samples.y - 128, samples.z - 128)
            let unit: Float = isStudioRange ? 255.0 / 224 : 1
            let colour = SIMD3(
                luma + 1.402 * unit * red, luma - unit * (0.344136 * blue + 0.714136 * red), luma + 1.772 * unit * blue)
            return colour.clamped(lowerBound: .zero, upperBound: SIMD3(repeating: 255))
        }
    }

    init(_ picture: Rendition) {
        (width, height) = (picture.width, picture.height)
        // The truth is what an 8-bit file of it would hold.
        pixels = picture.pixels.map { pixel in
            let sample = (255 * pixel.clamped(lowerBound: .zero, upperBound: .one)).rounded(.toNearestOrAwayFromZero)
            return SIMD3<Float>(sample)
        }
    }

    /// A gray picture has the luma of its colours.
    var gray: RGBSamples {
        RGBSamples(width: width, height: height, pixels: pixels.map { SIMD3(repeating: RGBSamples.luma($0)) })
    }

    static func luma(_ pixel: SIMD3<Float>) -> Float { (pixel * SIMD3(0.299, 0.587, 0.114)).sum() }

    /// The middle of the picture, at most `side` pixels wide and high.
    func rendition(side: Int) -> Rendition {
        let (w, h) = (min(width, side), min(height, side))
        let (left, top) = ((width - w) / 2, (height - h) / 2)
        let crop = cropped(RegionOfInterest(x: left, y: top, width: w, height: h))
        return Rendition(width: w, height: h, pixels: crop.pixels.map { SIMD3<Double>($0) / 255 })
    }

    func cropped(_ region: RegionOfInterest) -> RGBSamples {
        RGBSamples(
            width: region.width, height: region.height,
            pixels: (region.y..<region.y + region.height).flatMap { y in
                pixels[y * width + region.x..<y * width + region.x + region.width]
            })
    }

    private init(width: Int, height: Int, pixels: [SIMD3<Float>]) {
        self.width = width
        self.height = height
        self.pixels = pixels
    }

    /// A plane at full resolution, 0 to 255.
    private static func full<Element: Sample>(_ plane: Plane<Element>, _ image: PlanarImage) -> [Float] {
        let unit = 255 / Float(Element.max)
        let samples = plane.samples.map { Float($0) * unit }
        guard plane.width != image.width || plane.height != image.height else { return samples }
        let columns = (0..<image.width).map { Position($0, of: image.width, in: plane.width) }
        return (0..<image.height).flatMap { row -> [Float] in
            let y = Position(row, of: image.height, in: plane.height)
            return columns.map { x in
                let upper = x.between(
                    samples[y.first * plane.width + x.first], samples[y.first * plane.width + x.second])
                let lower = x.between(
                    samples[y.second * plane.width + x.first], samples[y.second * plane.width + x.second])
                return y.between(upper, lower)
            }
        }
    }

    /// Where a pixel lies between two samples of a reduced plane.
    private struct Position {
        let first: Int
        let second: Int
        let weight: Float

        init(_ pixel: Int, of count: Int, in reduced: Int) {
            let scale: Float = reduced < count ? 0.5 : 1
            let place = min(max((Float(pixel) + 0.5) * scale - 0.5, 0), Float(reduced - 1))
            first = Int(place)
            second = min(first + 1, reduced - 1)
            weight = place - Float(first)
        }

        func between(_ a: Float, _ b: Float) -> Float { a + weight * (b - a) }
    }
}
