/// Takes the low frequencies of a region from the denoised planes at half the resolution: see `mergeCoarse`.
struct CoarseMergeStep: RegionStep {
    let coarse: CoarsePlanes
    let kernels: KernelTable

    var halo: Int { CoarseMergeStep.halo }
    /// Pairs of samples become one.
    var lattice: RegionMargin { .both(2) }
    var lookBack: Int { 0 }
    var output: StepOutput { .inPlace }

    /// Smoothing by 7 taps and interpolation, both at half the resolution.
    static let halo = 10
    /// Rows that the last ones of the coarse planes still change: see `mergeCoarse`.
    private static let rowsInFlight = 7
    /// Coarse rows that are loaded at a time.
    private static let bandRows = 32

    func scratchBytes(width: Int, planeCount: Int) -> Int {
        coarseBytes(width: width, planeCount: planeCount) + planeCount * mergeBytes(width: width)
    }

    private func coarseBytes(width: Int, planeCount: Int) -> Int {
        let count = FloatRegion.count(width: width / 2, height: CoarseMergeStep.bandRows, planeCount: planeCount)
        return ScratchMemory.aligned(count * MemoryLayout<Float>.stride)
    }

    private func mergeBytes(width: Int) -> Int { ScratchMemory.aligned(kernels.mergeCoarseScratchBytes(width)) }

    func advance(
        _ row: inout Int, available: Int, of regions: StepRegions, scratch: UnsafeMutableRawPointer
    ) -> Int {
        let fine = regions.target
        let end = available / 2
        // SAFETY: the scratch memory holds a band of the coarse planes, then what the kernel needs for each plane.
        let memory = unsafe scratch.assumingMemoryBound(to: Float.self)
        let merge = unsafe scratch + coarseBytes(width: fine.width, planeCount: fine.planeCount)
        while row < end {
            let band = row..<min(row + CoarseMergeStep.bandRows, end)
            var half = unsafe FloatRegion(
                memory, x: fine.x / 2, y: fine.y / 2, width: fine.width / 2, height: fine.height / 2,
                planeCount: fine.planeCount, rowCount: CoarseMergeStep.bandRows)
            half.slide(from: 0, to: band.lowerBound, end: band.lowerBound)
            coarse.load(half, rows: band)
            for plane in 0..<fine.planeCount {
                let own = unsafe merge + plane * mergeBytes(width: fine.width)
                row = unsafe kernels.mergeCoarse(
                    fine.start(of: plane), fine.rowStride, fine.width, half.start(of: plane), half.rowStride,
                    band.lowerBound, band.upperBound, own.assumingMemoryBound(to: Float.self))
            }
        }
        return 2 * row == fine.height ? fine.height : max(2 * row - CoarseMergeStep.rowsInFlight, 0)
    }
}
