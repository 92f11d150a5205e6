import ImagePlanes
import TestSupport
import Testing

@testable import ImageFilters

@Suite(.hangLimit) struct `Earlier compressions` {
    static let coarse = QuantizationSteps(StandardTable.luma)!
    /// As of a file of quality 90.
    static let fine = QuantizationSteps(StandardTable.luma.map { max(($0 / 5).rounded(), 1) })!

    static func find<Element: KernelSample>(
        _ plane: Plane<Element>, beyond known: QuantizationSteps? = nil
    ) -> EarlierCompression? {
        EarlierCompression(in: LumaSource([plane]), beyond: known)
    }

    /// Without its first `columns` and `rows`.
    static func cropped(_ plane: Plane<UInt8>, columns: Int, rows: Int) -> Plane<UInt8> {
        var part = Plane<UInt8>(width: plane.width - columns, height: plane.height - rows)
        for y in 0..<part.height {
            for x in 0..<part.width { part[x, y] = plane[x + columns, y + rows] }
        }
        return part
    }

    static let texture: Plane<UInt8> = Scene.texture.plane(width: 320, height: 272)
    static let once = `Repair of quantised planes`.quantised(texture, coarse)

    @Test(arguments: [(0, 0), (3, 0), (5, 6)])
    func `of decoded files are found with grid and steps`(columns: Int, rows: Int) throws {
        let found = try #require(Self.find(Self.cropped(Self.once, columns: columns, rows: rows)))
        #expect((found.column, found.row) == ((8 - columns) % 8, (8 - rows) % 8))
        // Low frequencies, of which there are enough coefficients.
        for index in [1, 8, 9, 2, 16] { #expect(found.steps.values[index] == Self.coarse.values[index]) }
    }

    @Test(arguments: [(0, 0), (3, 5)])
    func `show through a second, finer one`(columns: Int, rows: Int) throws {
        let part = Self.cropped(Self.once, columns: columns, rows: rows)
        let twice = `Repair of quantised planes`.quantised(part, Self.fine)
        let found = try #require(Self.find(twice, beyond: Self.fine))
        #expect((found.column, found.row) == ((8 - columns) % 8, (8 - rows) % 8))
        for index in [1, 8, 9] { #expect(found.steps.values[index] == Self.coarse.values[index]) }
    }

    @Test(arguments: Scene.allCases)
    func `are not seen where there were none`(scene: Scene) {
        let plane: Plane<UInt8> = scene.plane(width: 320, height: 272)
        #expect(Self.find(plane) == nil)
        #expect(Self.find(plane.addingGaussianNoise(sigma: 8, seed: 3)) == nil)
        // As many levels as a GIF or a poster has.
        var few = plane
        few.samples = few.samples.map { $0 / 16 * 16 + 8 }
        #expect(Self.find(few) == nil)
    }

    @Test func `are not what the file itself tells of`() {
        #expect(Self.find(Self.once, beyond: Self.coarse) == nil)
        let fine = `Repair of quantised planes`.quantised(Self.texture, Self.fine)
        #expect(Self.find(fine, beyond: Self.fine) == nil)
    }

    @Test(arguments: [ColorModel.gray, .rgb])
    func `are repaired, in RGB by way of luma`(model: ColorModel) throws {
        #expect(try gains(model, UInt8.self).allSatisfy { $0 > 0.5 })
        #expect(try gains(model, UInt16.self).allSatisfy { $0 > 0.5 })
    }

    /// What the filters gain on each plane of a decoded file whose noise is not worth removing, in dB.
    private func gains<Element: KernelSample>(_ model: ColorModel, _: Element.Type) throws -> [Double] {
        func deep(_ plane: Plane<UInt8>) -> Plane<Element> {
            Plane(
                width: plane.width, height: plane.height, stride: plane.width,
                samples: plane.samples.map { Element($0) * Element(Element.steps) })
        }
        let planes = Array(repeating: deep(Self.once), count: model.planeCount)
        let image = PlanarImage(
            width: 320, height: 272, colorModel: model,
            planes: (planes as? [Plane<UInt8>]).map { .eight($0) } ?? .sixteen(planes as! [Plane<UInt16>]))
        let result = try FilterChain(sharpener: Sharpener(level: .off))
            .apply(to: image, profile: .white(sigma: 0.01, for: image))
        let original = deep(Self.texture)
        let filtered: [Plane<Element>] =
            switch result.planes {
            case .eight(let planes): planes as! [Plane<Element>]
            case .sixteen(let planes): planes as! [Plane<Element>]
            }
        return filtered.map { psnr($0, original) - psnr(deep(Self.once), original) }
    }
}
