import TestSupport
import Testing

@testable import ImageFilters

@Suite(.hangLimit) struct `Wiener pass` {
    static let lattices = [Lattice.fine, .coarse]
    /// So far from its edge a region is valid.
    static let border = 7

    static func variances(planes: Int, seed: UInt64) -> [[Float]] {
        var generator = SplitMix64(seed: seed)
        return (0..<planes).map { _ in (0..<64).map { _ in Float(4 + 200 * generator.nextUniform()) } }
    }

    static let law = NoiseLevelFunction(knots: [
        .init(luma: 40, factor: 0.3), .init(luma: 90, factor: 0.8), .init(luma: 110, factor: 1.6),
        .init(luma: 160, factor: 3),
    ])

    static func stage(
        _ variances: [[Float]], law: NoiseLevelFunction, scale: Int = 0, transform: PlaneGroup.Transform = .none
    ) -> DenoiseStage {
        DenoiseStage(
            variances: variances, law: law, scale: scale,
            planes: PlaneGroup(planes: [0, 1, 2], names: [], transform: transform, isChroma: false),
            level: DenoiseLevel(.standard, method: .automatic),
            cutOff: 7, isStrong: false)
    }

    @Test(arguments: 1...3, lattices)
    func `the kernels follow the scalar reference`(planes: Int, lattice: Lattice) {
        for (number, size) in [(16, 16), (24, 40), (40, 24), (56, 16), (64, 32), (72, 24)].enumerated() {
            let seed = UInt64(number + 10 * planes)
            let noisy = RegionPlanes.random(width: size.0, height: size.1, planeCount: planes, seed: seed)
            let guide = RegionPlanes.random(width: size.0, height: size.1, planeCount: planes, seed: seed + 1000)
            let variances = Self.variances(planes: planes, seed: seed)
            // Luma × √3 at half resolution: means are multiplied by both.
            let (scale, transform, lumaScale): (Int, PlaneGroup.Transform, Float) =
                number % 2 == 0 ? (0, .none, 1) : (1, .opponent, 0.57735027)
            let stage = Self.stage(variances, law: Self.law, scale: scale, transform: transform)
            let reference = WienerReference(
                variances: variances.map { $0.map(Double.init) },
                law: { Double(Self.law.factor(at: Float($0) * lumaScale / Float(1 << scale))) }, lattice: lattice)
            let expected = reference.apply(noisy: noisy, guide: guide).inset(Self.border)
            let results = InstructionSet.available.map {
                wienerByKernel(noisy: noisy, guide: guide, stage: stage, lattice: lattice, $0).inset(Self.border)
            }
            let worst = results[0].largestDifference(from: expected)
            #expect(worst < 2e-3, "\(size), difference \(worst)")
            #expect(results.allSatisfy { $0 == results[0] }, "\(size): instruction sets differ")
        }
    }

    @Test(arguments: lattices)
    func `a pixel has the same bits in every region`(lattice: Lattice) {
        let noisy = RegionPlanes.random(width: 88, height: 72, planeCount: 3, seed: 1)
        let guide = RegionPlanes.random(width: 88, height: 72, planeCount: 3, seed: 2)
        let stage = Self.stage(Self.variances(planes: 3, seed: 3), law: Self.law)
        let whole = wienerByKernel(noisy: noisy, guide: guide, stage: stage, lattice: lattice)
        for (x, y, width, height) in [(8, 8, 40, 40), (16, 24, 64, 32), (32, 40, 24, 32), (72, 0, 16, 72)] {
            let part = wienerByKernel(
                noisy: noisy.part(x: x, y: y, width: width, height: height),
                guide: guide.part(x: x, y: y, width: width, height: height), stage: stage, lattice: lattice)
            #expect(
                part.inset(Self.border) == whole.part(x: x, y: y, width: width, height: height).inset(Self.border),
                "region at \(x), \(y)")
        }
    }

    @Test(arguments: lattices)
    func `rows that come in pieces give the same bits`(lattice: Lattice) {
        let noisy = RegionPlanes.random(width: 40, height: 64, planeCount: 2, seed: 21)
        let guide = RegionPlanes.random(width: 40, height: 64, planeCount: 2, seed: 22)
        let stage = Self.stage(Self.variances(planes: 2, seed: 23), law: Self.law)
        let whole = wienerByKernel(noisy: noisy, guide: guide, stage: stage, lattice: lattice)
        let parts = wienerByKernel(
            noisy: noisy, guide: guide, stage: stage, lattice: lattice, pieces: [0, 5, 8, 9, 9, 21, 40, 63])
        #expect(parts.inset(Self.border) == whole.inset(Self.border))
    }

    @Test func `without noise the input comes back`() {
        let noisy = RegionPlanes.random(width: 40, height: 40, planeCount: 2, seed: 4)
        let stage = Self.stage([[Float](repeating: 0, count: 64), [Float](repeating: 0, count: 64)], law: .constant)
        let result = wienerByKernel(noisy: noisy, guide: noisy, stage: stage, lattice: .fine)
        #expect(result.inset(Self.border).largestDifference(from: noisy.inset(Self.border)) < 1e-3)
    }

    @Test func `a flat guide leaves the mean of each patch and no more`() {
        var generator = SplitMix64(seed: 6)
        let noisy = RegionPlanes(width: 40, height: 40, planeCount: 1) { _, _, _ in
            Double(Float(100 + 10 * generator.nextGaussian()))
        }
        let guide = RegionPlanes(width: 40, height: 40, planeCount: 1) { _, _, _ in 100 }
        let stage = Self.stage([[Float](repeating: 100, count: 64)], law: .constant)
        let result = wienerByKernel(noisy: noisy, guide: guide, stage: stage, lattice: .fine).inset(Self.border)
        // Means of 64 samples have an eighth of their deviation, and 8 patches are averaged.
        #expect(result.values[0].allSatisfy { abs($0 - 100) < 6 })
        let square = result.values[0].reduce(0) { $0 + ($1 - 100) * ($1 - 100) } / Double(result.values[0].count)
        #expect(square < 2.5)
    }

    @Test func `where the law allows no noise, nothing is removed`() {
        let noisy = RegionPlanes(width: 64, height: 24, planeCount: 1) { _, x, y in
            (x < 32 ? 60 : 180) + Double((x * 31 + y * 17) % 7 - 3)
        }
        let law = NoiseLevelFunction(knots: [.init(luma: 100, factor: 1e-6), .init(luma: 140, factor: 1)])
        let guide = RegionPlanes(width: 64, height: 24, planeCount: 1) { _, x, _ in x < 32 ? 60 : 180 }
        let stage = Self.stage([[Float](repeating: 25, count: 64)], law: law)
        let result = wienerByKernel(noisy: noisy, guide: noisy, stage: stage, lattice: .fine)
        let dark = (x: 8, y: 8, width: 16, height: 8)
        func distance(_ a: RegionPlanes, _ b: RegionPlanes, x: Int) -> Double {
            a.part(x: x, y: dark.y, width: dark.width, height: dark.height).largestDifference(
                from: b.part(x: x, y: dark.y, width: dark.width, height: dark.height))
        }
        #expect(distance(result, noisy, x: dark.x) < 1e-3)
        #expect(distance(result, noisy, x: 40) > 0.1)
        #expect(distance(result, guide, x: 40) < distance(noisy, guide, x: 40))
    }
}
