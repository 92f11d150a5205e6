import ImageFilters
import Testing

@Suite(.hangLimit) struct `Instruction sets` {
    @Test func `the baseline is always available and the best is the last`() {
        #expect(InstructionSet.available.first == .baseline)
        #expect(InstructionSet.available.last == .best)
    }

    @Test func `names are those that are asked for`() {
        #expect(InstructionSet(rawValue: "avx2") == .avx2)
        #expect(InstructionSet(rawValue: "avx512") == .avx512)
        #expect(InstructionSet(rawValue: "haswell") == nil)
    }

    @Test func `wider ones are greater`() {
        #expect(InstructionSet.baseline < .avx2)
        #expect(InstructionSet.avx2 < .avx512)
    }
}
