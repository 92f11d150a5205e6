/// A bilateral filter as the first step of a denoise stage: see `pilotBilateral`.
struct BilateralPilot: RegionStep {
    let radius: Int
    /// Per plane.
    let factors: [Float]
    /// Of the distance.
    let spaceFactor: Float
    let kernels: KernelTable

    var halo: Int { radius }
    var lattice: RegionMargin { .both(1) }
    var lookBack: Int { radius }
    var output: StepOutput { .otherRegion }

    func scratchBytes(width: Int, planeCount: Int) -> Int { 0 }

    func advance(
        _ row: inout Int, available: Int, of regions: StepRegions, scratch: UnsafeMutableRawPointer
    ) -> Int {
        let source = regions.source
        // SAFETY: both regions have one layout, whose rows have the room that the kernel asks for.
        row = unsafe kernels.pilotBilateral(
            source.base, regions.target.base, source.planeStride, source.rowStride, source.width, source.planeCount,
            radius, factors, spaceFactor, row, available)
        return row
    }
}
