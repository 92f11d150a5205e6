import TestSupport
import Testing

@testable import ImageFilters

@Suite(.hangLimit) struct `Merge of scales` {
    /// So far from its edge a region is valid.
    static let border = 10

    @Test(arguments: [(24, 24), (26, 40), (32, 24), (38, 30), (56, 32), (72, 48), (144, 24)])
    func `the kernels follow the scalar reference`(width: Int, height: Int) {
        let fine = RegionPlanes.random(width: width, height: height, planeCount: 1, seed: UInt64(width))
        let coarse = RegionPlanes.random(width: width / 2, height: height / 2, planeCount: 1, seed: UInt64(height))
        let expected = coarseMergeReference(fine: fine, coarse: coarse).inset(Self.border)
        let results = InstructionSet.available.map {
            coarseMergeByKernel(fine: fine, coarse: coarse, $0).inset(Self.border)
        }
        let worst = results[0].largestDifference(from: expected)
        #expect(worst < 1e-3, "difference \(worst)")
        #expect(results.allSatisfy { $0 == results[0] }, "instruction sets differ")
    }

    @Test func `a pixel has the same bits in every region`() {
        let fine = RegionPlanes.random(width: 96, height: 80, planeCount: 1, seed: 1)
        let coarse = RegionPlanes.random(width: 48, height: 40, planeCount: 1, seed: 2)
        let whole = coarseMergeByKernel(fine: fine, coarse: coarse)
        for (x, y, width, height) in [(8, 8, 40, 40), (16, 24, 64, 32), (2, 6, 30, 26)] {
            let part = coarseMergeByKernel(
                fine: fine.part(x: x, y: y, width: width, height: height),
                coarse: coarse.part(x: x / 2, y: y / 2, width: width / 2, height: height / 2))
            #expect(
                part.inset(Self.border) == whole.part(x: x, y: y, width: width, height: height).inset(Self.border),
                "region at \(x), \(y)")
        }
    }

    @Test func `rows that come in pieces give the same bits`() {
        let fine = RegionPlanes.random(width: 48, height: 64, planeCount: 1, seed: 5)
        let coarse = RegionPlanes.random(width: 24, height: 32, planeCount: 1, seed: 6)
        let parts = coarseMergeByKernel(fine: fine, coarse: coarse, pieces: [0, 1, 6, 7, 8, 20, 31])
        #expect(parts.inset(Self.border) == coarseMergeByKernel(fine: fine, coarse: coarse).inset(Self.border))
    }

    @Test func `coarse planes that agree change nothing`() {
        let fine = RegionPlanes.random(width: 48, height: 48, planeCount: 1, seed: 3)
        let coarse = RegionPlanes(width: 24, height: 24, planeCount: 1) { _, x, y in
            let block = fine.part(x: 2 * x, y: 2 * y, width: 2, height: 2)
            return Double(Float(block.values[0].reduce(0, +) / 2))
        }
        let merged = coarseMergeByKernel(fine: fine, coarse: coarse)
        #expect(merged.inset(Self.border).largestDifference(from: fine.inset(Self.border)) < 1e-3)
    }

    @Test func `the mean comes from the coarse planes`() {
        let fine = RegionPlanes(width: 48, height: 48, planeCount: 1) { _, _, _ in 100 }
        let coarse = RegionPlanes(width: 24, height: 24, planeCount: 1) { _, _, _ in 2 * 110 }
        let merged = coarseMergeByKernel(fine: fine, coarse: coarse).inset(Self.border)
        #expect(merged.values[0].allSatisfy { abs($0 - 110) < 1e-3 })
    }
}
