/// A pass of Wiener shrinkage, guided by the result of the step before: see `wienerPass`.
struct WienerStep: RegionStep {
    let patches: Lattice
    let spectrum: [Float]
    let law: [Float]
    let kernels: KernelTable

    /// Patches of 8, less one, in whole lattice steps.
    var halo: Int { 8 }
    /// Patches of all regions lie on one lattice.
    var lattice: RegionMargin { .both(8) }
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

/// Where the patches of a Wiener pass lie: 8 px apart in a row, each row shifted by 3 against the one above.
///
/// So every row and column of pixels has patches that begin there. As many patches whose positions are multiples of 2
/// are 0.1 dB worse, twice as many of those 0.01 to 0.04.
struct Lattice: Sendable, Hashable {
    /// Pixels from one row of patches to the next: 1 or 2.
    let rowStep: Int

    /// 8 patches cover a pixel.
    static let fine = Lattice(rowStep: 1)
    /// 4 patches cover a pixel: enough for a pass that guides another one.
    static let coarse = Lattice(rowStep: 2)
}
