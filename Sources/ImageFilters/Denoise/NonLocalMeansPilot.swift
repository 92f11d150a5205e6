/// Non-local means as the first step of a denoise stage: see `pilotNonLocalMeans`.
struct NonLocalMeansPilot: RegionStep {
    let numbers: PilotSteps
    let kernels: KernelTable

    /// The search window's radius, and that of a patch.
    var halo: Int { numbers.radius + 1 }
    var lattice: RegionMargin { .both(1) }
    /// Samples of the rows above are in scratch memory.
    var lookBack: Int { 0 }
    var output: StepOutput { .otherRegion }

    func scratchBytes(width: Int, planeCount: Int) -> Int {
        kernels.pilotNonLocalMeansScratchBytes(width, planeCount, numbers.radius)
    }

    func advance(
        _ row: inout Int, available: Int, of regions: StepRegions, scratch: UnsafeMutableRawPointer
    ) -> Int {
        let source = regions.source
        // SAFETY: both regions have one layout; memory is as large as the kernel asks for.
        row = unsafe kernels.pilotNonLocalMeans(
            source.base, regions.target.base, source.planeStride, source.rowStride, source.width, source.planeCount,
            numbers.radius, numbers.middles, numbers.scales, numbers.limit, row, available,
            scratch.assumingMemoryBound(to: Float.self))
        return row - 1
    }
}

/// The numbers of a non-local-means pilot in 16-bit integers: see `pilotNonLocalMeans`.
struct PilotSteps: Sendable, Hashable {
    let radius: Int
    /// Per plane: the sample that becomes 0.
    let middles: [Float]
    /// Per plane: integer steps to a unit of the samples.
    let scales: [Float]
    /// The distance of patches at which a weight becomes 0.
    let limit: Int

    /// A little less than what 16 bits hold.
    private static let largestStep: Float = 32_700

    /// - Parameters:
    ///   - ranges: per plane the least and the largest sample.
    ///   - variances: per plane the noise variance.
    ///   - cutOff: the distance at which a weight becomes 0, in noise variances beyond the 2 that equal patches differ by.
    init(radius: Int, ranges: [ClosedRange<Float>], variances: [Float], cutOff: Float) {
        self.radius = radius
        middles = ranges.map { ($0.lowerBound + $0.upperBound) / 2 }
        // 32768 stands for `cutOff` variances in each of the 9 differences of every plane.
        let wanted = variances.map { (32_768 / (9 * Float(variances.count) * $0 * cutOff)).squareRoot() }
        // Of noise so weak that its steps would leave 16 bits, coarser ones are taken: the pilot smooths a bit more.
        let halves = ranges.map { ($0.upperBound - $0.lowerBound) / 2 }
        let factor = zip(wanted, halves).reduce(1) { min($0, PilotSteps.largestStep / ($1.0 * $1.1)) }
        scales = wanted.map { $0 * factor }
        limit = Int((32_768 * (1 + 2 / cutOff)).rounded())
    }
}
