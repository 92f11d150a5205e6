/// What a first look at the blocks of a sampler tells about each of those that count.
struct BlockTable {
    /// Their numbers in the sampler, ascending.
    private(set) var blocks: [Int]
    /// Mean of the first plane.
    private(set) var means: [Float]
    /// Energies in `FrequencyBands.even` and in `odd`: of the first plane, then of all others.
    private(set) var even: [Float]
    private(set) var evenOthers: [Float]
    private(set) var odd: [Float]
    private(set) var oddOthers: [Float]
    /// Clipped pixels, 0…64.
    private(set) var clipped: [Int32]
    /// Equal neighbours, 0…112.
    private(set) var equal: [Int32]

    var count: Int { blocks.count }

    init(_ measures: BlockMeasures) {
        blocks = Array(0..<measures.count)
        means = measures.means
        even = measures.even
        evenOthers = measures.evenOthers
        odd = measures.odd
        oddOthers = measures.oddOthers
        clipped = measures.clipped
        equal = measures.equal
    }

    /// The rows of the table for which `isKept` holds.
    func filtered(_ isKept: (Int) -> Bool) -> BlockTable {
        let kept = blocks.indices.filter(isKept)
        guard kept.count < count else { return self }
        var table = self
        table.blocks = kept.map { blocks[$0] }
        table.means = kept.map { means[$0] }
        table.even = kept.map { even[$0] }
        table.evenOthers = kept.map { evenOthers[$0] }
        table.odd = kept.map { odd[$0] }
        table.oddOthers = kept.map { oddOthers[$0] }
        table.clipped = kept.map { clipped[$0] }
        table.equal = kept.map { equal[$0] }
        return table
    }

    /// Without blocks that have clipped pixels, whose noise was cut off, as long as enough others remain.
    func withoutClipped() -> BlockTable {
        // Few clipped pixels cut little off, and on bright paper only letters have none.
        for (limits, share) in [([0, 4, 16], 3), ([0, 4, 16, 32], 20)] as [([Int32], Int)] {
            for limit in limits {
                let kept = filtered { clipped[$0] <= limit }
                if kept.count >= max(64, count / share) { return kept }
            }
        }
        return self
    }

    /// Mean energy of the first plane of some blocks in `FrequencyBands.odd`.
    ///
    /// - Parameter factors: what to divide each block's energy by.
    func meanEnergy(of members: ArraySlice<Int>, factors: [Float]) -> Float {
        members.reduce(0) { $0 + odd[$1] / factors[$1] } / Float(members.count)
    }
}
