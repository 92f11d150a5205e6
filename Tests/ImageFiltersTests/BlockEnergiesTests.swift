import TestSupport
import Testing

@testable import ImageFilters

@Suite(.hangLimit) struct `Block energies` {
    static let even: [Int32] = [1, 8, 10, 24]
    static let odd: [Int32] = [9, 20, 63]

    /// Per block the first plane's mean × 8, then for both sets of frequencies the energy of the first plane and that of
    /// all others.
    static func energies(_ strip: FloatRegion, _ positions: [Int32], _ instructionSet: InstructionSet) -> [[Float]] {
        let stride = (positions.count + 15) / 16 * 16
        var output = [Float](repeating: .nan, count: 5 * stride)
        withScratch(65 * 16) { scratch in
            KernelTable(instructionSet).blockEnergies(
                strip.base, strip.rowStride, strip.planeStride, strip.planeCount, positions, positions.count, even,
                even.count, odd, odd.count, &output, stride, TransformScale.toOrthonormal, scratch)
        }
        return positions.indices.map { block in (0..<5).map { output[$0 * stride + block] } }
    }

    @Test(arguments: InstructionSet.available, 1...3)
    func `are those of the blocks' DCTs`(instructionSet: InstructionSet, planeCount: Int) {
        let strip = RegionPlanes.random(width: 100, height: 8, planeCount: planeCount, seed: 6)
        let memory = RegionMemory(strip)
        var generator = SplitMix64(seed: 9)
        for count in [1, 2, 3, 5, 8, 15, 16, 17, 40] {
            // With the last block that there is.
            let positions = [92] + (1..<count).map { _ in Int32.random(in: 0...92, using: &generator) }
            let found = Self.energies(memory.region, positions, instructionSet)
            for (block, position) in positions.enumerated() {
                let spectra = (0..<planeCount).map { CosineTransform.forward(strip.block($0, x: Int(position), y: 0)) }
                func energy(_ plane: Int, _ frequencies: [Int32]) -> Double {
                    frequencies.reduce(0) { $0 + spectra[plane][Int($1)] * spectra[plane][Int($1)] }
                }
                let others = [Self.even, Self.odd].map { set in (1..<planeCount).reduce(0) { $0 + energy($1, set) } }
                let expected = [
                    spectra[0][0], energy(0, Self.even), others[0], energy(0, Self.odd), others[1],
                ]
                let worst = zip(found[block], expected).map { abs(Double($0) - $1) / (1 + abs($1)) }.max()!
                #expect(worst < 1e-4, "block \(block) of \(count)")
            }
        }
    }

    @Test func `are the same bits for every instruction set`() {
        let memory = RegionMemory(.random(width: 60, height: 8, planeCount: 3, seed: 9))
        let positions = (0..<37).map { Int32($0) }
        let results = InstructionSet.available.map { instructionSet in
            Self.energies(memory.region, positions, instructionSet).map { $0.map(\.bitPattern) }
        }
        #expect(results.allSatisfy { $0 == results[0] })
    }
}
