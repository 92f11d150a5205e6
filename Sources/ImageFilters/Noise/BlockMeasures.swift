/// What is measured of blocks of a sampler.
@safe
struct BlockMeasures: Sendable {
    let count: Int
    /// Pixels (0…64) that have a sample at an end of its range; `unusable` for blocks with transparent ones.
    var clipped: [Int32]
    /// Pairs of neighbours (0…112) that are equal.
    var equal: [Int32]
    /// Mean × 8, then energies, each of `stride` blocks, as the kernel writes them.
    private var values: [Float]
    private var stride: Int { count + BlockMeasures.slack }

    /// More than any count of clipped pixels.
    static let unusable: Int32 = 65
    /// Kernels write up to 15 blocks more than they are asked for.
    private static let slack = 16
    private static let kinds = 5
    private static let even = FrequencyBands.even.map(Int32.init)
    private static let odd = FrequencyBands.odd.map(Int32.init)

    init(count: Int) {
        self.count = count
        clipped = [Int32](repeating: 0, count: count)
        equal = clipped
        values = [Float](repeating: 0, count: BlockMeasures.kinds * (count + BlockMeasures.slack))
    }

    /// The blocks of all `parts`, one after the other.
    init(_ parts: [BlockMeasures]) {
        self.init(count: parts.reduce(0) { $0 + $1.count })
        clipped = parts.flatMap(\.clipped)
        equal = parts.flatMap(\.equal)
        var first = 0
        for part in parts {
            for kind in 0..<BlockMeasures.kinds {
                let own = kind * stride + first
                values.replaceSubrange(
                    own..<own + part.count, with: part.values[kind * part.stride..<kind * part.stride + part.count])
            }
            first += part.count
        }
    }

    /// Of each block the mean of the first plane.
    var means: [Float] { values[..<count].map { $0 / 8 } }
    /// Energies in `FrequencyBands.even` and in `odd`: of the first plane, then of all others.
    var even: [Float] { column(1) }
    var evenOthers: [Float] { column(2) }
    var odd: [Float] { column(3) }
    var oddOthers: [Float] { column(4) }

    private func column(_ kind: Int) -> [Float] { Array(values[kind * stride..<kind * stride + count]) }

    /// Counts the clipped pixels and the equal neighbours of the blocks of a strip.
    ///
    /// - Parameters:
    ///   - blocks: their numbers.
    ///   - positions: their columns in the strip.
    ///   - scratch: as wide as the strip, and 16 more.
    mutating func countPixels(
        _ blocks: Range<Int>, of strip: FloatRegion, _ positions: [Int32], _ kernels: KernelTable,
        _ scratch: UnsafeMutablePointer<Float>
    ) {
        precondition(blocks.upperBound <= count && positions.count == blocks.count, "blocks out of range")
        unsafe clipped.withUnsafeMutableBufferPointer { clipped in
            unsafe equal.withUnsafeMutableBufferPointer { equal in
                // SAFETY: blocks lie inside the strip, and their numbers, as just checked, inside both buffers.
                unsafe kernels.pixelCounts(
                    strip.base, strip.rowStride, strip.planeStride, strip.planeCount, strip.width, positions,
                    positions.count, clipped.baseAddress! + blocks.lowerBound, equal.baseAddress! + blocks.lowerBound,
                    UnsafeMutableRawPointer(scratch).assumingMemoryBound(to: Int32.self))
            }
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
                BlockMeasures.even, BlockMeasures.even.count, BlockMeasures.odd, BlockMeasures.odd.count,
                values.baseAddress! + blocks.lowerBound, stride, TransformScale.toOrthonormal, scratch)
        }
    }
}
