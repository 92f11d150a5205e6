/// Memory to load strips of 8 rows into, and to take their blocks apart in.
@safe
struct StripMemory: ~Copyable {
    private let memory: ScratchMemory
    private let planeCount: Int
    private let samples: UnsafeMutablePointer<Float>
    /// What `RegionLoader` needs for rows of the greatest width.
    let lines: UnsafeMutablePointer<Float>
    /// What the kernels need for strips of the greatest width.
    let kernelScratch: UnsafeMutablePointer<Float>

    /// - Parameters:
    ///   - width: of a strip at most.
    ///   - lineCount: floats that the loader needs for such strips.
    init(width: Int, planeCount: Int, lineCount: Int) {
        self.planeCount = planeCount
        let sampleCount = FloatRegion.count(width: width, height: 8, planeCount: planeCount)
        let scratchCount = max(65 * 16, width + 16)
        memory = ScratchMemory(byteCount: (sampleCount + lineCount + scratchCount) * MemoryLayout<Float>.stride)
        // SAFETY: `memory` lives as long as this value and holds the three parts one after the other.
        unsafe samples = memory.base.assumingMemoryBound(to: Float.self)
        unsafe lines = samples + sampleCount
        unsafe kernelScratch = lines + lineCount
    }

    /// A strip with nothing in it yet.
    func strip(x: Int, y: Int, width: Int) -> FloatRegion {
        unsafe FloatRegion(samples, x: x, y: y, width: width, height: 8, planeCount: planeCount)
    }
}
