internal import CVector

/// Orthonormal 8×8 DCTs of blocks at any horizontal positions of a strip of 8 rows.
///
/// - Parameters:
///   - source: the strip's first row; rows `rowStride` floats apart, readable up to 8 floats behind the last block.
///   - positions: the first column of each block.
///   - output: coefficient j = 8 × vertical + horizontal frequency of block b goes to `output[j * outputStride + b]`;
///     writable up to the next multiple of 16 blocks.
///   - scales: 64 factors that turn the transform's coefficients into orthonormal ones.
///   - scratch: 65 × 16 floats.
@inline(never)
public func blockSpectra(
    source: UnsafePointer<Float>, rowStride: Int, positions: UnsafePointer<Int32>, count: Int,
    output: UnsafeMutablePointer<Float>, outputStride: Int, scales: UnsafePointer<Float>,
    scratch: UnsafeMutablePointer<Float>
) {
    var first = 0
    while first < count {
        let members = chooseBlocks(positions, first, count, scratch)
        transformRows(source, rowStride, members, scratch)
        transformColumns(scratch, scales, output + first, outputStride)
        first &+= lanes32
    }
}

/// The mean and the energies of blocks at any horizontal positions of a strip of 8 rows, the latter over two sets of
/// frequencies.
///
/// - Parameters:
///   - source: the strip's first row; rows `rowStride`, planes `planeStride` floats apart, readable up to 8 floats
///     behind the last block.
///   - positions: the first column of each block.
///   - even: the first set of frequencies (8 × vertical + horizontal).
///   - odd: the second set.
///   - output: for block b the first plane's mean × 8 at [b]; the sum of the first plane's squares over `even` at
///     [outputStride + b], of the other planes' at [2 * outputStride + b]; the same over `odd` at the next two multiples
///     of `outputStride`. Writable up to the next multiple of 16 blocks.
///   - scales: 64 factors that turn the transform's coefficients into orthonormal ones.
///   - scratch: 65 × 16 floats.
@inline(never)
public func blockEnergies(
    source: UnsafePointer<Float>, rowStride: Int, planeStride: Int, planeCount: Int,
    positions: UnsafePointer<Int32>, count: Int, even: UnsafePointer<Int32>, evenCount: Int,
    odd: UnsafePointer<Int32>, oddCount: Int, output: UnsafeMutablePointer<Float>, outputStride: Int,
    scales: UnsafePointer<Float>, scratch: UnsafeMutablePointer<Float>
) {
    let zero = cv_splat_f32(0)
    var first = 0
    while first < count {
        let members = chooseBlocks(positions, first, count, scratch)
        let target = output + first
        var others = (even: zero, odd: zero)
        var plane = 0
        while plane < planeCount {
            transformRows(source + plane &* planeStride, rowStride, members, scratch)
            transformColumns(scratch, scales, scratch, lanes32)
            if plane == 0 {
                store(loadF32(scratch), to: target)
                store(addSquares(scratch, even, evenCount, to: zero), to: target + outputStride)
                store(addSquares(scratch, odd, oddCount, to: zero), to: target + 3 &* outputStride)
            } else {
                others.even = addSquares(scratch, even, evenCount, to: others.even)
                others.odd = addSquares(scratch, odd, oddCount, to: others.odd)
            }
            plane &+= 1
        }
        store(others.even, to: target + 2 &* outputStride)
        store(others.odd, to: target + 4 &* outputStride)
        first &+= lanes32
    }
}

@inline(__always)
private func addSquares(
    _ coefficients: UnsafePointer<Float>, _ frequencies: UnsafePointer<Int32>, _ count: Int, to sum: cv_f32
) -> cv_f32 {
    var sum = sum
    var index = 0
    while index < count {
        let coefficient = loadF32(coefficients + Int(frequencies[index]) &* lanes32)
        sum = sum + coefficient * coefficient
        index &+= 1
    }
    return sum
}

/// The positions of as many blocks as a vector has lanes. Those beyond the last repeat it.
@inline(__always)
private func chooseBlocks(
    _ positions: UnsafePointer<Int32>, _ first: Int, _ count: Int, _ scratch: UnsafeMutablePointer<Float>
) -> UnsafePointer<Int32> {
    let chosen = UnsafeMutableRawPointer(scratch + 64 &* lanes32).assumingMemoryBound(to: Int32.self)
    var lane = 0
    while lane < lanes32 {
        chosen[lane] = positions[first &+ lane < count ? first &+ lane : count &- 1]
        lane &+= 1
    }
    return UnsafePointer(chosen)
}

/// Transforms the rows of as many blocks as a vector has lanes: for each row and frequency a vector to `output`.
@inline(__always)
private func transformRows(
    _ source: UnsafePointer<Float>, _ rowStride: Int, _ positions: UnsafePointer<Int32>,
    _ output: UnsafeMutablePointer<Float>
) {
    var p = source
    var q = output
    var row = 0
    while row < 8 {
        let x = transposedRow(p, positions)
        storeEight(forwardTransform(x), q, lanes32)
        p += rowStride
        q += 8 &* lanes32
        row &+= 1
    }
}

/// 8 samples from each position on, as 8 vectors over the positions.
///
/// Interleaving the first half of some vectors with the last moves the highest bit of a sample's place to its end.
/// Places begin as block × 8 + column; once the bits of the block have all been moved, those of the column come first.
@inline(__always)
private func transposedRow(_ row: UnsafePointer<Float>, _ positions: UnsafePointer<Int32>) -> Float8 {
    if lanes32 == 4 {
        let (a, b) = (row + Int(positions[0]), row + Int(positions[1]))
        let (c, d) = (row + Int(positions[2]), row + Int(positions[3]))
        return interleaveHalves(
            interleaveHalves(
                (
                    loadF32(a), loadF32(a + 4), loadF32(b), loadF32(b + 4), loadF32(c), loadF32(c + 4), loadF32(d),
                    loadF32(d + 4)
                )))
    }
    return interleaveHalves(
        interleaveHalves(
            interleaveHalves(
                (
                    blocks(row, positions), blocks(row, positions + 1), blocks(row, positions + 2),
                    blocks(row, positions + 3), blocks(row, positions + 4), blocks(row, positions + 5),
                    blocks(row, positions + 6), blocks(row, positions + 7)
                ))))
}

/// The 8 samples of a block or, where vectors hold those of two, interleaved with the samples of the eighth one after it.
@inline(__always)
private func blocks(_ row: UnsafePointer<Float>, _ positions: UnsafePointer<Int32>) -> cv_f32 {
    let samples = loadF32(row + Int(positions[0]))
    return lanes32 == 16 ? cv_interleave_low_f32(samples, loadF32(row + Int(positions[8]))) : samples
}

/// The values of the first four vectors in turn with those of the last four.
@inline(__always)
private func interleaveHalves(_ x: Float8) -> Float8 {
    (
        cv_interleave_low_f32(x.0, x.4), cv_interleave_high_f32(x.0, x.4), cv_interleave_low_f32(x.1, x.5),
        cv_interleave_high_f32(x.1, x.5), cv_interleave_low_f32(x.2, x.6), cv_interleave_high_f32(x.2, x.6),
        cv_interleave_low_f32(x.3, x.7), cv_interleave_high_f32(x.3, x.7)
    )
}

@inline(__always)
private func transformColumns(
    _ block: UnsafePointer<Float>, _ scales: UnsafePointer<Float>, _ output: UnsafeMutablePointer<Float>,
    _ outputStride: Int
) {
    var column = 0
    while column < 8 {
        let p = block + column &* lanes32
        let x = (
            loadF32(p), loadF32(p + 8 &* lanes32), loadF32(p + 16 &* lanes32), loadF32(p + 24 &* lanes32),
            loadF32(p + 32 &* lanes32), loadF32(p + 40 &* lanes32), loadF32(p + 48 &* lanes32),
            loadF32(p + 56 &* lanes32)
        )
        let y = forwardTransform(x)
        let q = output + column &* outputStride
        let down = 8 &* outputStride
        store(y.0 * scales[column], to: q)
        store(y.1 * scales[column &+ 8], to: q + down)
        store(y.2 * scales[column &+ 16], to: q + 2 &* down)
        store(y.3 * scales[column &+ 24], to: q + 3 &* down)
        store(y.4 * scales[column &+ 32], to: q + 4 &* down)
        store(y.5 * scales[column &+ 40], to: q + 5 &* down)
        store(y.6 * scales[column &+ 48], to: q + 6 &* down)
        store(y.7 * scales[column &+ 56], to: q + 7 &* down)
        column &+= 1
    }
}
