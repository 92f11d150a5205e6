/// Orthonormal DCTs of some blocks of a group's planes, frequency by frequency.
@safe
final class BlockSpectra: @unchecked Sendable {
    // SAFETY: blocks are added before other threads get to know of it, which then only read.
    private let memory: UnsafeMutablePointer<Float>
    private let stride: Int
    private let planeCount: Int
    private(set) var count = 0
    /// Per plane, of each block.
    private(set) var shapes: [[DifferenceShape]]

    /// - Parameter capacity: blocks at most.
    init(planeCount: Int, capacity: Int) {
        self.planeCount = planeCount
        shapes = Array(repeating: [], count: planeCount)
        // Kernels write up to 15 blocks more than they are asked for.
        stride = capacity + 16
        // SAFETY: freed by `deinit`; only the first `count` values of each frequency are read, which `append` wrote.
        unsafe memory = .allocate(capacity: planeCount * 64 * stride)
    }

    deinit {
        unsafe memory.deallocate()
    }

    /// Adds the blocks of a strip of 8 rows that begin at `positions`.
    ///
    /// - Parameters:
    ///   - ranges: of the samples of each plane.
    ///   - scratch: 65 × 16 floats.
    func append(
        from strip: FloatRegion, positions: [Int32], ranges: [ClosedRange<Float>], kernels: KernelTable,
        scratch: UnsafeMutablePointer<Float>
    ) {
        precondition(count + positions.count + 16 <= stride, "more blocks than there is room for")
        for plane in 0..<planeCount {
            // SAFETY: positions are columns of blocks inside the strip; the memory holds `stride` blocks a frequency.
            unsafe kernels.blockSpectra(
                strip.pointer(plane: plane, row: 0), strip.rowStride, positions, positions.count,
                memory + (plane * 64 * stride + count), stride, TransformScale.toOrthonormal, scratch)
        }
        for plane in 0..<planeCount {
            for position in positions {
                // SAFETY: as above, the block lies inside the strip.
                unsafe shapes[plane].append(
                    DifferenceShape(
                        strip.pointer(plane: plane, row: 0, column: Int(position)), rowStride: strip.rowStride,
                        range: ranges[plane]))
            }
        }
        count += positions.count
    }

    /// Coefficient `frequency` (8 × vertical + horizontal) of `plane` of each block.
    func coefficients(plane: Int, frequency: Int) -> UnsafeBufferPointer<Float> {
        unsafe UnsafeBufferPointer(start: memory + (plane * 64 + frequency) * stride, count: count)
    }
}
