/// What is measured of blocks of a sampler.
@safe
struct BlockMeasures: Sendable {
    let count: Int
    /// Pixels (0…64) that have a sample at an end of its range; `unusable` for blocks with transparent ones.
    var clipped: [Int32]
    /// Mean × 8, low energy and middle energy, each of `stride` blocks, as the kernel writes them.
    private var values: [Float]
    private var stride: Int { count + BlockMeasures.slack }

    /// More than any count of clipped pixels.
    static let unusable: Int32 = 65
    /// Kernels write up to 15 blocks more than they are asked for.
    private static let slack = 16
    private static let low = FrequencyBands.low.map(Int32.init)
    private static let middle = FrequencyBands.middle.map(Int32.init)

    init(count: Int) {
        self.count = count
        clipped = [Int32](repeating: 0, count: count)
        values = [Float](repeating: 0, count: 3 * (count + BlockMeasures.slack))
    }

    /// The blocks of all `parts`, one after the other.
    init(_ parts: [BlockMeasures]) {
        self.init(count: parts.reduce(0) { $0 + $1.count })
        clipped = parts.flatMap(\.clipped)
        var first = 0
        for part in parts {
            for kind in 0..<3 {
                let own = kind * stride + first
                values.replaceSubrange(
                    own..<own + part.count, with: part.values[kind * part.stride..<kind * part.stride + part.count])
            }
            first += part.count
        }
    }

    /// Of each block the mean of the first plane.
    var means: [Float] { values[..<count].map { $0 / 8 } }
    /// Energy of all planes in `FrequencyBands.low`.
    var activities: [Float] { Array(values[stride..<stride + count]) }
    /// Mean energy of the first plane in `FrequencyBands.middle`.
    var energies: [Float] {
        let frequencies = Float(BlockMeasures.middle.count)
        return values[2 * stride..<2 * stride + count].map { $0 / frequencies }
    }

    /// Counts the clipped pixels of the blocks of a strip.
    ///
    /// - Parameters:
    ///   - blocks: their numbers.
    ///   - positions: their columns in the strip.
    ///   - scratch: as wide as the strip, and 16 more.
    mutating func countClipped(
        _ blocks: Range<Int>, of strip: FloatRegion, _ positions: [Int32], _ kernels: KernelTable,
        _ scratch: UnsafeMutablePointer<Float>
    ) {
        unsafe clipped.withUnsafeMutableBufferPointer { clipped in
            precondition(blocks.upperBound <= clipped.count && positions.count == blocks.count, "blocks out of range")
            // SAFETY: blocks lie inside the strip, and their numbers, as just checked, inside the buffer.
            unsafe kernels.clippedPixels(
                strip.base, strip.rowStride, strip.planeStride, strip.planeCount, strip.width, positions,
                positions.count, clipped.baseAddress! + blocks.lowerBound,
                UnsafeMutableRawPointer(scratch).assumingMemoryBound(to: Int32.self))
        }
    }

    /// Measures means and energies of the blocks of a strip.
    ///
    /// - Parameter scratch: 65 × 16 floats.
    mutating func measure(
        _ blocks: Range<Int>, of strip: FloatRegion, _ positions: [Int32], _ kernels: KernelTable,
        _ scratch: UnsafeMutablePointer<Float>
    ) {
        precondition(blocks.upperBound <= count && positions.count == blocks.count, "blocks out of range")
        let stride = stride
        unsafe values.withUnsafeMutableBufferPointer { values in
            // SAFETY: blocks lie inside the strip; `stride` leaves the kernel room behind the last block.
            unsafe kernels.blockEnergies(
                strip.base, strip.rowStride, strip.planeStride, strip.planeCount, positions, positions.count,
                BlockMeasures.low, BlockMeasures.low.count, BlockMeasures.middle, BlockMeasures.middle.count,
                values.baseAddress! + blocks.lowerBound, stride, TransformScale.toOrthonormal, scratch)
        }
    }
}
