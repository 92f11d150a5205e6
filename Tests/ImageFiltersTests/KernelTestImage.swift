import ImageFilters
import TestSupport

/// Pictures for the kernel tests, and how far a result may lie from the exact one.
enum KernelTestImage {
    /// A piece of texture with edges at both ends of the range and noise on the 8-bit scale.
    static func plane<Element: Sample>(
        _ type: Element.Type = UInt8.self, width: Int, height: Int, noise: Double = 8, seed: UInt64 = 1
    ) -> Plane<Element> {
        var plane = Scene.texture.plane(type, width: width, height: height)
        for y in 0..<height {
            for x in 0..<width where (x / 5 + y / 4) % 7 == 0 {
                plane[x, y] = (x + y) % 2 == 0 ? 0 : Element.max
            }
        }
        return plane.addingGaussianNoise(sigma: noise * Double(Element.max) / 255, seed: seed)
    }

    static func gray<Element: Sample>(
        _ type: Element.Type = UInt8.self, width: Int, height: Int, seed: UInt64 = 1
    ) -> PlanarImage {
        image([plane(type, width: width, height: height, seed: seed)], .gray)
    }

    static func rgb<Element: Sample>(
        _ type: Element.Type = UInt8.self, width: Int, height: Int, seed: UInt64 = 1
    ) -> PlanarImage {
        image((0..<3).map { plane(type, width: width, height: height, seed: seed + $0) }, .rgb)
    }

    static func image<Element: Sample>(
        _ planes: [Plane<Element>], _ model: ColorModel, hasAlpha: Bool = false
    ) -> PlanarImage {
        let stored: PlanarImage.Planes =
            if let planes = planes as? [Plane<UInt8>] { .eight(planes) } else { .sixteen(planes as! [Plane<UInt16>]) }
        return PlanarImage(
            width: planes[0].width, height: planes[0].height, colorModel: model, hasAlpha: hasAlpha, planes: stored)
    }

    /// The part of an image, all of whose planes have full resolution, that begins at (x, y).
    static func crop(_ image: PlanarImage, x: Int, y: Int, width: Int, height: Int) -> PlanarImage {
        guard case .eight(let planes) = image.planes else { fatalError("only 8-bit pictures are cut") }
        let parts = planes.map { plane in
            Plane(
                width: width, height: height, stride: width,
                samples: (y..<y + height).flatMap { plane.row($0).dropFirst(x).prefix(width) })
        }
        return self.image(parts, image.colorModel, hasAlpha: image.hasAlpha)
    }
}

/// Distances between a result and the exact one, in samples.
struct Deviation {
    var largest = 0.0
    private var sum = 0.0
    private var squares = 0.0
    private var count = 0

    var rootMeanSquare: Double { (squares / Double(max(count, 1))).squareRoot() }

    var mean: Double { sum / Double(max(count, 1)) }

    mutating func add(_ image: PlanarImage, _ exact: [[Double]]) {
        let planes: [[Double]] =
            switch image.planes {
            case .eight(let planes): planes.map { $0.samples.map(Double.init) }
            case .sixteen(let planes): planes.map { $0.samples.map(Double.init) }
            }
        for (plane, expected) in zip(planes, exact) {
            for (value, wanted) in zip(plane, expected) {
                largest = max(largest, abs(value - wanted))
                sum += value - wanted
                squares += (value - wanted) * (value - wanted)
                count += 1
            }
        }
    }
}

extension PlanarImage.Planes {
    var eight: [Plane<UInt8>] {
        if case .eight(let planes) = self { planes } else { [] }
    }
    var sixteen: [Plane<UInt16>] {
        if case .sixteen(let planes) = self { planes } else { [] }
    }
}
