import TestSupport
import Testing

@testable import ImageFilters

@Suite(.hangLimit) struct `Pass against quantisation` {
    /// So far from its edge a region is valid.
    static let border = 7

    /// Steps like those of a file, coarser towards high frequencies.
    static func steps(seed: UInt64) -> QuantizationSteps {
        var generator = SplitMix64(seed: seed)
        return QuantizationSteps(
            (0..<64).map { Float(1 + ($0 / 8 + $0 % 8) * 4) + (20 * Float(generator.nextUniform())).rounded() })!
    }

    static func byKernel(
        _ source: RegionPlanes, _ steps: QuantizationSteps, strength: Float = 1,
        _ instructionSet: InstructionSet = .best, pieces: [Int] = []
    ) -> RegionPlanes {
        let memory = RegionMemory(source)
        let region = memory.region
        let output = RegionMemory(width: region.width, height: region.height, planeCount: 1)
        let kernels = KernelTable(instructionSet)
        let tables = QuantizationTables(steps, strength: strength)
        withScratch(bytes: kernels.quantizationScratchBytes(region.width)) { scratch in
            var row = 0
            for available in pieces + [region.height] {
                row = kernels.quantizationPass(
                    region.base, output.region.base, region.rowStride, region.width, region.height, tables.values, row,
                    available, scratch)
            }
        }
        return output.planes
    }

    @Test(arguments: [(16, 16), (24, 40), (40, 24), (56, 16), (64, 32), (72, 24)], [0.5, 0.75, 1, 1.35, 1.8])
    func `the kernels follow the scalar reference`(size: (Int, Int), strength: Double) {
        let seed = UInt64(size.0 + 100 * size.1)
        let source = RegionPlanes.random(width: size.0, height: size.1, planeCount: 1, seed: seed)
        let steps = Self.steps(seed: seed)
        let reference = QuantizationReference(steps: steps.values.map(Double.init), strength: strength)
        let expected = reference.apply(source).inset(Self.border)
        let results = InstructionSet.available.map {
            Self.byKernel(source, steps, strength: Float(strength), $0).inset(Self.border)
        }
        let worst = results[0].largestDifference(from: expected)
        #expect(worst < 2e-3, "difference \(worst)")
        #expect(results.allSatisfy { $0 == results[0] }, "instruction sets differ")
    }

    @Test func `a pixel has the same bits in every region`() {
        let source = RegionPlanes.random(width: 88, height: 72, planeCount: 1, seed: 1)
        let steps = Self.steps(seed: 3)
        let whole = Self.byKernel(source, steps)
        for (x, y, width, height) in [(8, 8, 40, 40), (16, 24, 64, 32), (32, 40, 24, 32), (72, 0, 16, 72)] {
            let part = Self.byKernel(source.part(x: x, y: y, width: width, height: height), steps)
            #expect(
                part.inset(Self.border) == whole.part(x: x, y: y, width: width, height: height).inset(Self.border),
                "region at \(x), \(y)")
        }
    }

    @Test func `rows that come in pieces give the same bits`() {
        let source = RegionPlanes.random(width: 40, height: 64, planeCount: 1, seed: 21)
        let steps = Self.steps(seed: 23)
        let parts = Self.byKernel(source, steps, pieces: [0, 5, 8, 9, 9, 21, 40, 63])
        #expect(parts.inset(Self.border) == Self.byKernel(source, steps).inset(Self.border))
    }

    @Test func `without steps the input comes back, and a flat plane always does`() {
        let source = RegionPlanes.random(width: 40, height: 40, planeCount: 1, seed: 4)
        let none = QuantizationSteps([Float](repeating: 0, count: 64))!
        #expect(
            Self.byKernel(source, none).inset(Self.border).largestDifference(from: source.inset(Self.border)) < 1e-3)
        let flat = RegionPlanes(width: 40, height: 40, planeCount: 1) { _, _, _ in 37 }
        let coarsest = QuantizationSteps([Float](repeating: 65535, count: 64))!
        #expect(
            Self.byKernel(flat, coarsest).inset(Self.border).largestDifference(from: flat.inset(Self.border)) < 1e-3)
    }
}
