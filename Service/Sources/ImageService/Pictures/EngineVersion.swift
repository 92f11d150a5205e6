internal import COSProtocol
internal import Crypto
internal import ImageEnhance

/// What tells results of this build of the engine from those of another.
///
/// Tags and cached results stand for bytes that were made at another time, perhaps on another machine. Rather than a
/// number that somebody must remember to raise, it is a digest of what the engine makes of a small picture at each
/// level: a changed filter or another codec library changes it.
public enum EngineVersion {
    /// To be raised for a change that shows only in other pictures than this one.
    private static let revision = 2

    /// The same in every process with this build and these libraries.
    public static let text = "\(revision)-\(Hexadecimal.lower(digest().prefix(8)))"

    private static func digest() -> SHA256.Digest {
        var hash = SHA256()
        for result in results() { hash.update(data: result) }
        return hash.finalize()
    }

    /// Each picture at each level; none is empty, as levels and pictures are of the accepted kinds.
    static func results() -> [[UInt8]] {
        samples.flatMap { picture, encoding in
            let source = (try? ImageEncoder().encode(picture, as: encoding)) ?? []
            return (1...5).map { level in
                (try? Enhancer(EnhanceParameters(denoise: level, sharpen: level)).enhance(source).bytes) ?? []
            }
        }
    }

    private static let samples: [(PlanarImage, SourceEncoding)] = [
        (picture(.yCbCr), .jpeg(JPEGEncoding())),
        (picture(.rgb), .png(PNGEncoding(colorType: .rgb))),
        (picture(.rgb), .webp(WebPEncoding(isLossless: true))),
    ]

    /// Sky, stripes as fine as text, an edge and a slope, all under noise that differs between left and right.
    private static func picture(_ colorModel: ColorModel) -> PlanarImage {
        let (width, height) = (96, 64)
        var random = UInt32(1)
        let planes = (0..<3).map { plane in
            let samples = (0..<width * height).map { index in
                let (x, y) = (index % width, index / width)
                random = random &* 1_664_525 &+ 1_013_904_223
                let noise = Int(random >> 27) / (x < width / 2 ? 8 : 2)
                let scene =
                    switch (x / 24 + y / 32) % 4 {
                    case 0: 150
                    case 1: (x + y) % 3 == 0 ? 40 : 210
                    case 2: x % 24 < 12 ? 60 : 180
                    default: 40 + 3 * y
                    }
                return UInt8(scene / (plane + 1) + noise)
            }
            return Plane<UInt8>(width: width, height: height, stride: width, samples: samples)
        }
        return PlanarImage(width: width, height: height, colorModel: colorModel, planes: .eight(planes))
    }
}
