/// The memory of one worker: three regions that the stages pass on to each other, one at half the resolution, and what
/// kernels need beside them.
@safe
struct WorkerMemory {
    /// How long the parts are, in floats.
    struct Layout: Sendable {
        fileprivate let regionCount: Int
        fileprivate let coarseCount: Int
        private let kernelCount: Int

        /// - Parameters:
        ///   - width, height: of the largest region.
        ///   - kernelCount: floats of scratch memory for kernels and loaders.
        init(width: Int, height: Int, planeCount: Int, mergesCoarse: Bool, kernelCount: Int) {
            regionCount = FloatRegion.count(width: width, height: height, planeCount: planeCount)
            coarseCount =
                mergesCoarse ? FloatRegion.count(width: width / 2, height: height / 2, planeCount: planeCount) : 0
            self.kernelCount = kernelCount
        }

        var byteCount: Int { (3 * regionCount + coarseCount + kernelCount) * MemoryLayout<Float>.stride }
    }

    private let floats: UnsafeMutablePointer<Float>
    private let layout: Layout

    /// - Parameter memory: `layout.byteCount` bytes, which outlive this value.
    init(_ memory: UnsafeMutableRawPointer, layout: Layout) {
        unsafe floats = memory.assumingMemoryBound(to: Float.self)
        self.layout = layout
    }

    // SAFETY: the parts lie one after the other in the memory that `layout` measured.
    /// Region 0, 1 or 2.
    func region(_ index: Int) -> UnsafeMutablePointer<Float> { unsafe floats + index * layout.regionCount }
    var coarse: UnsafeMutablePointer<Float> { unsafe floats + 3 * layout.regionCount }
    var kernels: UnsafeMutablePointer<Float> { unsafe floats + (3 * layout.regionCount + layout.coarseCount) }
}
