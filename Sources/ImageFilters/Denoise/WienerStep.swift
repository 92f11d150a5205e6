/// A pass of Wiener shrinkage, guided by the result of the step before: see `wienerPass`.
struct WienerStep: RegionStep {
    let patches: Lattice
    let spectrum: [Float]
    let law: [Float]
    let kernels: KernelTable

    /// Patches of 8, less one, in whole lattice steps.
    var halo: Int { 8 }
    /// Patches of all regions lie on one lattice.
    var lattice: RegionMargin { RegionMargin(columns: 4, rows: 8) }
    var lookBack: Int { 0 }
    var output: StepOutput { .otherRegion }

    func scratchBytes(width: Int, planeCount: Int) -> Int { kernels.wienerScratchBytes(width, planeCount) }

    func advance(
        _ row: inout Int, available: Int, of regions: StepRegions, scratch: UnsafeMutableRawPointer
    ) -> Int {
        let (noisy, guide, target) = (regions.loaded, regions.source, regions.target)
        // SAFETY: the three regions have one layout; memory and tables are as large as the kernel asks for.
        row = unsafe kernels.wienerPass(
            noisy.base, guide.base, target.base, noisy.planeStride, noisy.rowStride, noisy.width, noisy.height,
            noisy.planeCount, spectrum, law, (law.count - 1) / 3, patches.rowStep, row, available,
            scratch.assumingMemoryBound(to: Float.self))
        return available == noisy.height ? available : row
    }
}

/// Where the patches of a Wiener pass lie: 4 px apart in a row, every other row of them shifted by 2.
///
/// Shifting makes half the patches as good as all of them.
struct Lattice: Sendable, Hashable {
    /// Pixels from one row of patches to the next: 1, 2 or 4.
    let rowStep: Int

    /// 16 patches cover a pixel.
    static let dense = Lattice(rowStep: 1)
    /// 8 patches cover a pixel. All positions two apart (16 patches) would gain 0.02 dB for twice the time.
    static let fine = Lattice(rowStep: 2)
    /// 4 patches cover a pixel: enough for a pass that guides another one.
    static let coarse = Lattice(rowStep: 4)
}
