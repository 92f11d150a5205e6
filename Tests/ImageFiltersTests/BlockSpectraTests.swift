import TestSupport
import Testing

@testable import ImageFilters

@Suite(.hangLimit) struct `Block spectra` {
    @Test(arguments: InstructionSet.available)
    func `are orthonormal DCTs of the blocks at the given positions`(instructionSet: InstructionSet) {
        let strip = RegionPlanes.random(width: 100, height: 8, planeCount: 1, seed: 5)
        let memory = RegionMemory(strip)
        var generator = SplitMix64(seed: 8)
        for count in [1, 2, 3, 5, 8, 15, 16, 17, 40] {
            let positions = (0..<count).map { _ in Int32.random(in: 0...92, using: &generator) }
            let stride = (count + 15) / 16 * 16
            var output = [Float](repeating: .nan, count: 64 * stride)
            withScratch(65 * 16) { scratch in
                KernelTable(instructionSet).blockSpectra(
                    memory.region.base, memory.region.rowStride, positions, count, &output, stride,
                    TransformScale.toOrthonormal, scratch)
            }
            for (block, position) in positions.enumerated() {
                let expected = CosineTransform.forward(strip.block(0, x: Int(position), y: 0))
                let worst = (0..<64).map { abs(Double(output[$0 * stride + block]) - expected[$0]) }.max()!
                #expect(worst < 1e-3, "block \(block) of \(count)")
            }
        }
    }

    @Test func `are the same bits for every instruction set`() {
        let memory = RegionMemory(.random(width: 60, height: 8, planeCount: 1, seed: 9))
        let positions = (0..<37).map { Int32($0) }
        let results = InstructionSet.available.map { instructionSet in
            var output = [Float](repeating: 0, count: 64 * 48)
            withScratch(65 * 16) { scratch in
                KernelTable(instructionSet).blockSpectra(
                    memory.region.base, memory.region.rowStride, positions, 37, &output, 48,
                    TransformScale.toOrthonormal, scratch)
            }
            return (0..<64).flatMap { output[$0 * 48..<$0 * 48 + 37].map(\.bitPattern) }
        }
        #expect(results.allSatisfy { $0 == results[0] })
    }
}
