import ImagePlanes
import TestSupport
import Testing

@testable import ImageFilters

@Suite(.hangLimit) struct `Filter chain: what stays as it is` {
    static let levels = (1...5).map { Level($0)! }

    static func both(_ level: Level, noiseSigma: Float? = nil) -> FilterChain {
        FilterChain(denoiser: Denoiser(level: level, noiseSigma: noiseSigma), sharpener: Sharpener(level: level))
    }

    @Test(arguments: PictureKind.allCases)
    func `levels 0 and 0 return the planes`(kind: PictureKind) throws {
        let picture = kind.picture(.texture, width: 40, height: 30, noise: 20)
        let chain = Self.both(.off)
        #expect(chain.isIdentity)
        #expect(try chain.apply(to: picture).planes == picture.planes)
    }

    @Test(arguments: PictureKind.allCases, levels)
    func `a flat image stays flat`(kind: PictureKind, level: Level) throws {
        let picture = kind.picture(.flat, width: 120, height: 100)
        #expect(try Self.both(level).apply(to: picture).planes == picture.planes)
        #expect(try Self.both(level, noiseSigma: 15).apply(to: picture).planes == picture.planes)
    }

    @Test(arguments: [0, 255] as [UInt8], levels)
    func `black and white images stay`(value: UInt8, level: Level) throws {
        let plane = Plane<UInt8>(width: 70, height: 60, repeating: value)
        let picture = PlanarImage(width: 70, height: 60, colorModel: .rgb, planes: .eight([plane, plane, plane]))
        #expect(try Self.both(level).apply(to: picture).planes == picture.planes)
        #expect(try Self.both(level, noiseSigma: 25).apply(to: picture).planes == picture.planes)
    }

    @Test(arguments: levels)
    func `graphics of two colors are not denoised`(level: Level) throws {
        var generator = SplitMix64(seed: 4)
        var text: Plane<UInt8> = Scene.text.plane(width: 160, height: 120)
        text.samples = text.samples.map { $0 > 128 ? 255 : 0 }
        let dither = Plane<UInt8>(
            width: 160, height: 120, stride: 160,
            samples: (0..<160 * 120).map { _ in generator.nextUniform() < 0.4 ? 255 : 0 })
        for plane in [text, dither] {
            let picture = PlanarImage(width: 160, height: 120, colorModel: .gray, planes: .eight([plane]))
            #expect(try denoising(level.rawValue).apply(to: picture).planes == picture.planes)
        }
    }

    @Test(arguments: PictureKind.allCases.filter(\.hasAlpha))
    func `alpha is copied bit for bit`(kind: PictureKind) throws {
        let picture = kind.picture(.texture, width: 90, height: 80, noise: 20)
        let result = try Self.both(.standard).apply(to: picture)
        #expect(result.hasAlpha)
        #expect(result.values.last == picture.values.last)
        #expect(result.values[0] != picture.values[0])
    }

    @Test(arguments: PictureKind.allCases.filter(\.hasAlpha), HiddenPart.allCases)
    func `color under alpha 0 is left alone and takes no part in what is seen`(
        kind: PictureKind, hidden: HiddenPart
    ) throws {
        let picture = hidden.applied(to: kind.picture(.texture, width: 128, height: 96, noise: 12), value: 0)
        let other = hidden.applied(to: picture, value: 0.9)
        for chain in [Self.both(.standard), Self.both(.standard, noiseSigma: 15)] {
            let (result, otherResult) = (try chain.apply(to: picture).values, try chain.apply(to: other).values)
            let (source, otherSource) = (picture.values, other.values)
            for plane in 0..<picture.colorModel.planeCount {
                for index in 0..<128 * 96 {
                    if hidden.contains(index % 128, index / 128) {
                        guard
                            result[plane][index] != source[plane][index]
                                || otherResult[plane][index] != otherSource[plane][index]
                        else { continue }
                        Issue.record("plane \(plane): changed at \(index % 128), \(index / 128)")
                        return
                    } else if result[plane][index] != otherResult[plane][index] {
                        Issue.record("plane \(plane): hidden color shows at \(index % 128), \(index / 128)")
                        return
                    }
                }
            }
        }
    }

    /// Which pixels have alpha 0.
    enum HiddenPart: CaseIterable {
        case middle, top, left, margins

        func contains(_ x: Int, _ y: Int) -> Bool {
            switch self {
            case .middle: (40..<90).contains(x) && (30..<70).contains(y)
            case .top: y < 20
            case .left: x < 30
            case .margins: !((20..<100).contains(x) && (15..<80).contains(y))
            }
        }

        /// The picture with alpha 0 here and opaque elsewhere, and one value, a share of the largest, hidden here.
        func applied(to picture: PlanarImage, value: Double) -> PlanarImage {
            func cut<Element: Sample>(_ planes: [Plane<Element>]) -> [Plane<Element>] {
                planes.enumerated().map { index, plane in
                    let isAlpha = index == planes.count - 1
                    var plane = plane
                    for y in 0..<plane.height {
                        for x in 0..<plane.width {
                            if contains(x, y) {
                                plane[x, y] = isAlpha ? 0 : Element(value * Double(Element.max))
                            } else if isAlpha {
                                plane[x, y] = Element.max
                            }
                        }
                    }
                    return plane
                }
            }
            var result = picture
            switch picture.planes {
            case .eight(let planes): result.planes = .eight(cut(planes))
            case .sixteen(let planes): result.planes = .sixteen(cut(planes))
            }
            return result
        }
    }

    @Test(arguments: PictureKind.allCases)
    func `size, color model, subsampling, depth and metadata stay`(kind: PictureKind) throws {
        var picture = kind.picture(.texture, width: 61, height: 53, noise: 20)
        picture.metadata = ImageMetadata(exif: [1, 2, 3], iccProfile: [4, 5], xmp: [6], orientation: 6)
        let result = try Self.both(.standard).apply(to: picture)
        #expect(result.width == 61 && result.height == 53)
        #expect(result.colorModel == picture.colorModel && result.subsampling == picture.subsampling)
        #expect(result.depth == picture.depth && result.hasAlpha == picture.hasAlpha)
        #expect(result.metadata == picture.metadata)
    }

    @Test(arguments: PictureKind.allCases)
    func `tiny and narrow images come through, with their noise estimated or given`(kind: PictureKind) throws {
        let squares = (1...7).flatMap { width in (1...7).map { (width, $0) } }
        for (width, height) in squares + [(1, 100), (100, 1), (2, 33), (17, 15), (49, 3)] {
            let picture = kind.picture(.texture, width: width, height: height, noise: 15)
            let flat = kind.picture(.flat, width: width, height: height)
            for chain in [Self.both(.standard), Self.both(.standard, noiseSigma: 15)] {
                let result = try chain.apply(to: picture)
                #expect(result.planes.sizes.elementsEqual(picture.planes.sizes, by: ==))
                #expect(try chain.apply(to: flat).planes == flat.planes, "\(width) × \(height)")
            }
        }
    }

    @Test func `a cancelled chain throws`() {
        let picture = PictureKind.rgb.picture(.texture, width: 64, height: 64, noise: 20)
        let cancellation = Cancellation()
        cancellation.cancel()
        for threads in [1, 3] {
            #expect(throws: CancellationError.self) {
                try denoising(3).apply(to: picture, threads: ThreadBudget(threads), cancellation: cancellation)
            }
        }
    }
}
