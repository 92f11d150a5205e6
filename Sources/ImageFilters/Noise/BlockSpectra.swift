/// Orthonormal DCTs of some blocks of a group's planes, frequency by frequency.
@safe
final class BlockSpectra {
    private let memory: UnsafeMutablePointer<Float>
    private let stride: Int
    private let planeCount: Int
    private(set) var count = 0

    /// - Parameter capacity: blocks at most.
    init(planeCount: Int, capacity: Int) {
        self.planeCount = planeCount
        stride = (capacity + 15) / 16 * 16
        // SAFETY: freed by `deinit`; only the first `count` values of each frequency are read, which `fill` wrote.
        unsafe memory = .allocate(capacity: planeCount * 64 * stride)
    }

    deinit {
        unsafe memory.deallocate()
    }

    /// The spectra of the blocks of a strip of 8 rows that begin at `positions`.
    func fill(
        from strip: FloatRegion, positions: [Int32], kernels: StageKernels, scratch: UnsafeMutablePointer<Float>
    ) {
        precondition(positions.count <= stride, "more blocks than there is room for")
        count = positions.count
        for plane in 0..<planeCount {
            // SAFETY: positions are columns of blocks inside the strip; the memory holds `stride` blocks a frequency.
            unsafe kernels.blockSpectra(
                strip.pointer(plane: plane, row: 0), strip.rowStride, positions, count,
                memory + plane * 64 * stride, stride, TransformScale.toOrthonormal, scratch)
        }
    }

    /// Coefficient `frequency` (8 × vertical + horizontal) of `plane` of each block.
    func coefficients(plane: Int, frequency: Int) -> UnsafeBufferPointer<Float> {
        unsafe UnsafeBufferPointer(start: memory + (plane * 64 + frequency) * stride, count: count)
    }

    /// Sum of squares over planes and frequencies, for each block.
    func energy(planes: Range<Int>, frequencies: [Int]) -> [Float] {
        var energy = [Float](repeating: 0, count: count)
        for plane in planes {
            for frequency in frequencies {
                let coefficients = unsafe coefficients(plane: plane, frequency: frequency)
                for block in energy.indices {
                    energy[block] += unsafe coefficients[block] * coefficients[block]
                }
            }
        }
        return energy
    }
}
