import ImageCodecs
import TestSupport

/// Sizes at which rows, chroma planes and interlace passes have odd ends, or none.
let oddSizes = [(1, 1), (7, 5), (17, 3), (3, 17), (1, 1000), (1000, 1), (64, 64)].map { ImageSize($0.0, $0.1) }

struct ImageSize: Sendable, CustomStringConvertible {
    let width: Int
    let height: Int

    init(_ width: Int, _ height: Int) {
        self.width = width
        self.height = height
    }

    var description: String { "\(width)x\(height)" }
}

/// An image of random samples: nothing is lost unnoticed.
func randomImage<Element: Sample>(
    _ size: ImageSize, _ model: ColorModel, subsampling: ChromaSubsampling? = nil, alpha: Bool = false, seed: UInt64,
    of type: Element.Type
) -> PlanarImage {
    var generator = SplitMix64(seed: seed)
    let factors = subsampling ?? .none(planes: model.planeCount)
    var sizes = (0..<model.planeCount).map { factors.planeSize($0, width: size.width, height: size.height) }
    if alpha { sizes.append((size.width, size.height)) }
    let planes = sizes.map { width, height in
        Plane(
            width: width, height: height, stride: width,
            samples: (0..<width * height).map { _ in Element(truncatingIfNeeded: generator.next()) })
    }
    return PlanarImage(
        width: size.width, height: size.height, colorModel: model, subsampling: subsampling, hasAlpha: alpha,
        planes: (planes as? [Plane<UInt8>]).map { .eight($0) } ?? .sixteen(planes as! [Plane<UInt16>]))
}

/// Decodes damaged bytes: an image or a `CodecError` is right, anything else ends the test process.
func decodeDamaged(_ bytes: [UInt8], limits: DecodingLimits = DecodingLimits()) {
    do throws(CodecError) {
        _ = try ImageDecoder(limits: limits).decode(bytes)
    } catch {}
}
