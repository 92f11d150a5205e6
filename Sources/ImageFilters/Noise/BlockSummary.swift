/// What a first look at the blocks of a sampler tells about each of those that can be used.
struct BlockSummary {
    /// Their numbers in the sampler, ascending.
    private(set) var blocks: [Int]
    /// Mean of the first plane.
    private(set) var means: [Float]
    /// Energy of all planes in `FrequencyBands.low`.
    private(set) var activities: [Float]
    /// Mean energy of the first plane in `FrequencyBands.middle`.
    private(set) var energies: [Float]
    /// Share of clipped pixels in all blocks, usable or not.
    private(set) var clippedShare: Float = 0

    /// - Parameter excludesClipped: leaves out blocks with pixels at the ends of the range, whose noise was cut off,
    ///   as long as enough others remain.
    init(_ sampler: BlockSampler<some KernelSample>, excludesClipped: Bool, threads: ThreadBudget) {
        let measures = sampler.measured(threads)
        blocks = Array(0..<measures.count)
        means = measures.means
        activities = measures.activities
        energies = measures.energies
        var clipped = measures.clipped
        if clipped.contains(where: { $0 < BlockMeasures.unusable }) {
            keep(&clipped, atMost: BlockMeasures.unusable - 1)
        }
        clippedShare = Float(clipped.reduce(0) { $0 + Int($1) }) / Float(max(64 * clipped.count, 1))
        guard excludesClipped else { return }
        if clipped.count(where: { $0 == 0 }) * 20 >= clipped.count {
            keep(&clipped, atMost: 0)
        } else if clipped.count(where: { $0 <= 32 }) * 4 >= clipped.count {
            keep(&clipped, atMost: 32)
        }
    }

    /// Leaves out blocks with more clipped pixels than `limit`.
    private mutating func keep(_ clipped: inout [Int32], atMost limit: Int32) {
        let kept = clipped.indices.filter { clipped[$0] <= limit }
        guard kept.count < clipped.count else { return }
        clipped = kept.map { clipped[$0] }
        blocks = kept.map { blocks[$0] }
        means = kept.map { means[$0] }
        activities = kept.map { activities[$0] }
        energies = kept.map { energies[$0] }
    }
}
