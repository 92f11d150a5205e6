/// The memory of one worker: windows of the regions that steps pass on to each other, what steps keep between bands of
/// rows, and lines for loading.
@safe
struct WorkerMemory {
    /// Where the parts begin, in floats.
    struct Layout: Sendable {
        fileprivate let regionCount: Int
        fileprivate let scratchStarts: [Int]
        fileprivate let lineStart: Int
        let byteCount: Int

        /// - Parameters:
        ///   - width: of the largest region.
        ///   - lineCount: floats that the loader needs.
        init(_ steps: StepSequence, width: Int, planeCount: Int, lineCount: Int) {
            // Parts begin at whole cache lines.
            regionCount = FloatRegion.count(width: width, height: steps.windowRows, planeCount: planeCount)
            var end = steps.regionCount * regionCount
            var starts: [Int] = []
            for place in steps.places {
                starts.append(end)
                let bytes = place.step.scratchBytes(width: width, planeCount: planeCount)
                end += ScratchMemory.aligned(bytes) / MemoryLayout<Float>.stride
            }
            scratchStarts = starts
            lineStart = end
            byteCount = (end + lineCount) * MemoryLayout<Float>.stride
        }
    }

    private let floats: UnsafeMutablePointer<Float>
    private let layout: Layout

    /// - Parameter memory: `layout.byteCount` bytes, which outlive this value.
    init(_ memory: UnsafeMutableRawPointer, layout: Layout) {
        unsafe floats = memory.assumingMemoryBound(to: Float.self)
        self.layout = layout
    }

    // SAFETY: the parts lie one after the other in the memory that `layout` measured.
    func region(_ index: Int) -> UnsafeMutablePointer<Float> { unsafe floats + index * layout.regionCount }
    /// Of the step at a place of the sequence.
    func scratch(_ place: Int) -> UnsafeMutableRawPointer {
        unsafe UnsafeMutableRawPointer(floats + layout.scratchStarts[place])
    }
    var lines: UnsafeMutablePointer<Float> { unsafe floats + layout.lineStart }
}
