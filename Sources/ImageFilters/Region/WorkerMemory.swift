/// The memory of one worker: three regions that the stages pass on to each other, one at half the resolution, and what
/// kernels need beside them.
@safe
struct WorkerMemory: ~Copyable {
    private let memory: ScratchMemory
    private let regionCount: Int
    private let coarseCount: Int

    /// - Parameters:
    ///   - geometry, tile: the largest region.
    ///   - kernelCount: floats of scratch memory for kernels and loaders.
    init(_ geometry: RegionGeometry, tile: Tile, planeCount: Int, mergesCoarse: Bool, kernelCount: Int) {
        let size = geometry.size(of: tile)
        regionCount = FloatRegion.count(width: size.width, height: size.height, planeCount: planeCount)
        coarseCount =
            mergesCoarse
            ? FloatRegion.count(width: size.width / 2, height: size.height / 2, planeCount: planeCount) : 0
        memory = ScratchMemory(byteCount: (3 * regionCount + coarseCount + kernelCount) * MemoryLayout<Float>.stride)
    }

    // SAFETY: the parts lie one after the other in memory that lives as long as this value.
    private var floats: UnsafeMutablePointer<Float> { unsafe memory.base.assumingMemoryBound(to: Float.self) }
    /// Region 0, 1 or 2.
    func region(_ index: Int) -> UnsafeMutablePointer<Float> { unsafe floats + index * regionCount }
    var coarse: UnsafeMutablePointer<Float> { unsafe floats + 3 * regionCount }
    var kernels: UnsafeMutablePointer<Float> { unsafe floats + (3 * regionCount + coarseCount) }
}
