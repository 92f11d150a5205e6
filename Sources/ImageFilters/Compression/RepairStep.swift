/// The pass that repairs a quantised plane: see `quantizationPass`.
struct RepairStep: RegionStep {
    let tables: QuantizationTables
    let kernels: KernelTable

    /// Patches of 8, less one, in whole lattice steps.
    var halo: Int { 8 }
    var lattice: RegionMargin { .both(8) }
    var lookBack: Int { 0 }
    var output: StepOutput { .otherRegion }

    func scratchBytes(width: Int, planeCount: Int) -> Int { kernels.quantizationScratchBytes(width) }

    func advance(
        _ row: inout Int, available: Int, of regions: StepRegions, scratch: UnsafeMutableRawPointer
    ) -> Int {
        let (source, target) = (regions.source, regions.target)
        // SAFETY: the regions have one layout; memory and tables are as large as the kernel asks for.
        row = unsafe kernels.quantizationPass(
            source.base, target.base, source.rowStride, source.width, source.height, tables.values, row, available,
            scratch.assumingMemoryBound(to: Float.self))
        return available == source.height ? available : row
    }
}
