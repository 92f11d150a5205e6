/// What a first look at the blocks of a sampler tells about each of those that can be used.
struct BlockSummary {
    /// Their numbers in the sampler, ascending.
    private(set) var blocks: [Int] = []
    /// Mean of the first plane.
    private(set) var means: [Float] = []
    /// Energy of all planes in `FrequencyBands.low`.
    private(set) var activities: [Float] = []
    /// Mean energy of the first plane in `FrequencyBands.middle`.
    private(set) var energies: [Float] = []
    /// Share of clipped pixels in all blocks, usable or not.
    private(set) var clippedShare: Float = 0

    /// - Parameter excludesClipped: leaves out blocks with pixels at the ends of the range, whose noise was cut off,
    ///   as long as enough others remain.
    init(_ sampler: BlockSampler<some KernelSample>, excludesClipped: Bool) {
        var clipped: [Int] = []
        sampler.forEachRow(of: nil) { numbers, spectra, clippedPixels in
            blocks += numbers
            means += unsafe spectra.coefficients(plane: 0, frequency: 0).map { $0 / 8 }
            activities += spectra.energy(planes: 0..<sampler.planeCount, frequencies: FrequencyBands.low)
            let middle = FrequencyBands.middle
            energies += spectra.energy(planes: 0..<1, frequencies: middle).map { $0 / Float(middle.count) }
            clipped += clippedPixels
        }
        let seen = clipped.indices.filter { clipped[$0] <= 64 }
        if !seen.isEmpty {
            keep(seen)
            clipped = seen.map { clipped[$0] }
        }
        clippedShare = Float(clipped.reduce(0, +)) / Float(max(64 * clipped.count, 1))
        guard excludesClipped else { return }
        let whole = clipped.indices.filter { clipped[$0] == 0 }
        let half = clipped.indices.filter { clipped[$0] <= 32 }
        if whole.count * 20 >= clipped.count {
            keep(whole)
        } else if half.count * 4 >= clipped.count {
            keep(half)
        }
    }

    private mutating func keep(_ indices: [Int]) {
        guard indices.count < blocks.count else { return }
        blocks = indices.map { blocks[$0] }
        means = indices.map { means[$0] }
        activities = indices.map { activities[$0] }
        energies = indices.map { energies[$0] }
    }
}
