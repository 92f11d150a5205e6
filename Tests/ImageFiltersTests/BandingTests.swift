import ImagePlanes
import TestSupport
import Testing

@testable import ImageFilters

@Suite(.hangLimit) struct `Banding` {
    /// Which samples have an offset in common.
    enum Direction: CaseIterable { case rows, columns }

    static let kinds: [PictureKind] = [.gray, .rgb, .yCbCr420, .gray16]

    /// A scene whose rows or columns have offsets of a deviation, the same in all planes but chroma.
    static func picture(
        _ scene: Scene, _ kind: PictureKind, bands deviation: Double, _ direction: Direction = .rows, noise: Double = 0
    ) -> PlanarImage {
        let clean = kind.picture(scene, width: 320, height: 240, noise: noise)
        var generator = SplitMix64(seed: 11)
        let offsets = (0..<320).map { _ in deviation * generator.nextGaussian() }
        func banded<Element: Sample>(_ planes: [Plane<Element>]) -> [Plane<Element>] {
            planes.enumerated().map { index, plane in
                guard clean.colorModel != .yCbCr || index == 0 else { return plane }
                var plane = plane
                let unit = Double(Element.max) / 255
                for y in 0..<plane.height {
                    for x in 0..<plane.width {
                        let offset = offsets[direction == .rows ? y : x] * unit
                        plane[x, y] = Element(
                            min(max((Double(plane[x, y]) + offset).rounded(), 0), Double(Element.max)))
                    }
                }
                return plane
            }
        }
        var picture = clean
        switch clean.planes {
        case .eight(let planes): picture.planes = .eight(banded(planes))
        case .sixteen(let planes): picture.planes = .sixteen(banded(planes))
        }
        return picture
    }

    static func measured(_ picture: PlanarImage) -> Float { NoiseProfile.estimate(of: picture).groups[0].banding }

    @Test(arguments: kinds, Direction.allCases)
    func `bands are measured in every kind of picture`(kind: PictureKind, direction: Direction) {
        for scene in [Scene.flat, .gradient, .slantedEdge] {
            for (deviation, noise) in [(3.0, 0.0), (6, 0), (6, 2)] {
                let found = Self.measured(Self.picture(scene, kind, bands: deviation, direction, noise: noise))
                // The scenes use part of the range, so do their colours: bands are added to all channels alike.
                #expect((0.75...1.3).contains(Double(found) / deviation), "\(scene), \(deviation), noise \(noise)")
            }
        }
    }

    @Test(arguments: kinds)
    func `pictures without bands have none`(kind: PictureKind) {
        for scene in [Scene.flat, .gradient, .texture, .slantedEdge] {
            for noise in [0.0, 2, 10] {
                #expect(Self.measured(Self.picture(scene, kind, bands: 0, noise: noise)) < 0.6, "\(scene), \(noise)")
            }
        }
    }

    @Test func `letters of straight strokes pass for bands and are sharpened all the same`() throws {
        let picture = Self.picture(.text, .gray, bands: 0)
        var profile = NoiseProfile.estimate(of: picture)
        #expect(profile.groups[0].banding > 2)
        let chain = FilterChain(denoiser: Denoiser(level: .off), sharpener: Sharpener())
        let sharpened = try chain.apply(to: picture, profile: profile)
        profile.groups[0].banding = 0
        #expect(sharpened.planes == (try chain.apply(to: picture, profile: profile).planes))
        #expect(sharpened.planes != picture.planes)
    }

    @Test(arguments: kinds, Direction.allCases)
    func `the default levels make no bands stronger`(kind: PictureKind, direction: Direction) throws {
        for deviation in [3.0, 6] {
            let picture = Self.picture(.flat, kind, bands: deviation, direction)
            let result = try FilterChain().apply(to: picture)
            #expect(Self.spread(result) < 1.06 * Self.spread(picture), "deviation \(deviation)")
        }
    }

    @Test(arguments: (1...5).map { Level($0)! })
    func `nor does any level of sharpening`(level: Level) throws {
        let picture = Self.picture(.flat, .gray, bands: 6)
        let chain = FilterChain(denoiser: Denoiser(level: .off), sharpener: Sharpener(level: level))
        #expect(Self.spread(try chain.apply(to: picture)) < 1.06 * Self.spread(picture))
    }

    /// Deviation of the first plane, on the 8-bit scale.
    private static func spread(_ picture: PlanarImage) -> Double {
        let values = picture.values[0]
        let mean = values.reduce(0, +) / Double(values.count)
        return (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)).squareRoot()
    }
}
