/// The memory of one worker: windows of three regions that the stages pass on to each other, one at half the resolution,
/// and what kernels need beside them.
@safe
struct WorkerMemory {
    /// How long the parts are, in floats.
    struct Layout: Sendable {
        fileprivate let regionCount: Int
        fileprivate let coarseCount: Int
        fileprivate let stages: StageRunner.Scratch
        private let lineCount: Int

        /// - Parameters:
        ///   - width: of the largest region.
        ///   - stages: what the stages keep from one band of rows to the next.
        ///   - lineCount: floats of scratch memory for loading and sharpening.
        init(width: Int, planeCount: Int, mergesCoarse: Bool, stages: StageRunner.Scratch, lineCount: Int) {
            regionCount = FloatRegion.count(
                width: width, height: RegionGeometry.windowRows, planeCount: planeCount)
            coarseCount =
                mergesCoarse
                ? FloatRegion.count(
                    width: width / 2, height: RegionGeometry.windowRows / 2, planeCount: planeCount) : 0
            self.stages = stages
            self.lineCount = lineCount
        }

        fileprivate var kernelStart: Int { 3 * regionCount + coarseCount }
        fileprivate var lineStart: Int { kernelStart + stages.count }
        var byteCount: Int { (lineStart + lineCount) * MemoryLayout<Float>.stride }
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
    var pilot: UnsafeMutablePointer<Float> { unsafe floats + layout.kernelStart }
    /// Of Wiener pass 0, 1 or 2.
    func pass(_ index: Int) -> UnsafeMutablePointer<Float> {
        unsafe floats + (layout.kernelStart + layout.stages.pilotCount + index * layout.stages.passCount)
    }
    func merge(_ plane: Int) -> UnsafeMutablePointer<Float> {
        unsafe floats + (layout.lineStart - (plane + 1) * layout.stages.mergeCount)
    }
    var lines: UnsafeMutablePointer<Float> { unsafe floats + layout.lineStart }
}
