import ImagePlanes
import TestSupport
import Testing

@testable import ImageFilters

/// The kinds of picture that take different ways through the filters.
enum PictureKind: String, CaseIterable, Sendable {
    case gray, grayAlpha, rgb, rgbAlpha, yCbCr444, yCbCr422, yCbCr420, cmyk, ycck, twoPlanes, gray16, rgb16, rgbAlpha16

    var colorModel: ColorModel {
        switch self {
        case .gray, .grayAlpha, .gray16: .gray
        case .rgb, .rgbAlpha, .rgb16, .rgbAlpha16: .rgb
        case .yCbCr444, .yCbCr422, .yCbCr420: .yCbCr
        case .cmyk: .cmyk
        case .ycck: .ycck
        case .twoPlanes: .unknown(planes: 2)
        }
    }

    var hasAlpha: Bool { [.grayAlpha, .rgbAlpha, .rgbAlpha16].contains(self) }
    var isSixteen: Bool { [.gray16, .rgb16, .rgbAlpha16].contains(self) }

    var subsampling: ChromaSubsampling {
        switch self {
        case .yCbCr420: .yCbCr420
        case .yCbCr422: ChromaSubsampling([.init(2, 1), .init(1, 1), .init(1, 1)])
        default: .none(planes: colorModel.planeCount)
        }
    }

    /// How much of a scene's brightness around the middle each color plane has: colors are weaker than light.
    private var gains: [Double] {
        switch colorModel {
        case .yCbCr: [1, 0.25, -0.2]
        case .ycck: [1, 0.25, -0.2, 0.8]
        case .rgb: [0.9, 1, 0.7]
        default: [1, 0.8, 0.9, 0.7]
        }
    }

    /// A picture of `scene`, or of four scenes where it is `nil`, with white noise of deviation `noise` (8-bit scale) in
    /// every color plane; alpha grows from left to right.
    func picture(_ scene: Scene?, width: Int, height: Int, noise: Double = 0, seed: UInt64 = 1) -> PlanarImage {
        let planes: PlanarImage.Planes =
            isSixteen
            ? .sixteen(makePlanes(scene, width, height, noise, seed))
            : .eight(makePlanes(scene, width, height, noise, seed))
        return PlanarImage(
            width: width, height: height, colorModel: colorModel, subsampling: subsampling, hasAlpha: hasAlpha,
            planes: planes)
    }

    private func makePlanes<Element: Sample>(
        _ scene: Scene?, _ width: Int, _ height: Int, _ noise: Double, _ seed: UInt64
    ) -> [Plane<Element>] {
        let unit = Double(Element.max) / 255
        let color = (0..<colorModel.planeCount).map { index in
            let size = subsampling.planeSize(index, width: width, height: height)
            var plane =
                scene.map { $0.plane(Element.self, width: size.width, height: size.height) }
                ?? collage(width: size.width, height: size.height)
            let middle = Double(Element.max) / 2
            plane.samples = plane.samples.map {
                Element((middle + gains[index] * (Double($0) - middle)).rounded())
            }
            guard noise > 0 else { return plane }
            return plane.addingGaussianNoise(sigma: noise * unit, seed: seed * 10 + UInt64(index))
        }
        guard hasAlpha else { return color }
        var alpha = Plane<Element>(width: width, height: height)
        for y in 0..<height {
            for x in 0..<width { alpha[x, y] = Element(Int(Element.max) * (x + 1) / width) }
        }
        return color + [alpha]
    }
}

/// A smooth slope, texture, lettering and an edge, each in a quarter.
private func collage<Element: Sample>(width: Int, height: Int) -> Plane<Element> {
    var plane = Plane<Element>(width: width, height: height)
    let (left, top) = (width / 2, height / 2)
    for (index, scene) in [Scene.gradient, .texture, .text, .slantedEdge].enumerated() {
        let part = scene.plane(Element.self, width: width - left, height: height - top)
        for y in 0..<(index < 2 ? top : height - top) {
            for x in 0..<(index % 2 == 0 ? left : width - left) {
                plane[index % 2 * left + x, index / 2 * top + y] = part[x, y]
            }
        }
    }
    return plane
}

extension PlanarImage {
    /// The planes of a picture that must have 8 bits.
    var eightBitPlanes: [Plane<UInt8>] {
        get throws {
            guard case .eight(let planes) = planes else { throw WrongDepth() }
            return planes
        }
    }

    private struct WrongDepth: Error {}

    /// Samples of each plane on the 8-bit scale.
    var values: [[Double]] {
        func values<Element: Sample>(_ planes: [Plane<Element>]) -> [[Double]] {
            planes.map { plane in
                (0..<plane.height).flatMap { plane.row($0).map { Double($0) * 255 / Double(Element.max) } }
            }
        }
        return switch planes {
        case .eight(let planes): values(planes)
        case .sixteen(let planes): values(planes)
        }
    }

    /// Mean squared difference of the color planes, or of some of them, on the 8-bit scale.
    func meanSquare(from other: PlanarImage, planes: Range<Int>? = nil) -> Double {
        let planes = planes ?? 0..<colorModel.planeCount
        let pairs = zip(values[planes].joined(), other.values[planes].joined())
        var sum = 0.0
        var count = 0.0
        for (a, b) in pairs {
            sum += (a - b) * (a - b)
            count += 1
        }
        return sum / count
    }
}

/// A chain that denoises only.
func denoising(_ level: Int, noiseSigma: Float? = nil) -> FilterChain {
    FilterChain(
        denoiser: Denoiser(level: Level(level)!, noiseSigma: noiseSigma), sharpener: Sharpener(level: .off))
}
