internal import CVector

/// Orthonormal 8×8 DCTs of blocks at any horizontal positions of a strip of 8 rows.
///
/// - Parameters:
///   - source: the strip's first row; rows `rowStride` floats apart.
///   - positions: the first column of each block.
///   - output: coefficient j = 8 × vertical + horizontal frequency of block b goes to `output[j * outputStride + b]`;
///     writable up to the next multiple of 16 blocks.
///   - scales: 64 factors that turn the transform's coefficients into orthonormal ones.
///   - scratch: 64 × 16 floats.
@inline(never)
public func blockSpectra(
    source: UnsafePointer<Float>, rowStride: Int, positions: UnsafePointer<Int32>, count: Int,
    output: UnsafeMutablePointer<Float>, outputStride: Int, scales: UnsafePointer<Float>,
    scratch: UnsafeMutablePointer<Float>
) {
    let lanes = Int(CV_LANES32)
    var first = 0
    while first < count {
        var lane = 0
        while lane < lanes {
            // Lanes beyond the last block repeat it.
            let block = first &+ lane < count ? first &+ lane : count &- 1
            var from = source + Int(positions[block])
            var to = scratch + lane
            var row = 0
            while row < 8 {
                var column = 0
                while column < 8 {
                    to.pointee = from[column]
                    to += lanes
                    column &+= 1
                }
                from += rowStride
                row &+= 1
            }
            lane &+= 1
        }
        transformRows(scratch, lanes)
        transformColumns(scratch, lanes, scales, output + first, outputStride)
        first &+= lanes
    }
}

@inline(__always)
private func transformRows(_ block: UnsafeMutablePointer<Float>, _ lanes: Int) {
    var row = 0
    while row < 8 {
        let p = block + row &* 8 &* lanes
        let y = forwardTransform(
            load(p), load(p + lanes), load(p + 2 &* lanes), load(p + 3 &* lanes), load(p + 4 &* lanes),
            load(p + 5 &* lanes), load(p + 6 &* lanes), load(p + 7 &* lanes))
        store(y.0, p)
        store(y.1, p + lanes)
        store(y.2, p + 2 &* lanes)
        store(y.3, p + 3 &* lanes)
        store(y.4, p + 4 &* lanes)
        store(y.5, p + 5 &* lanes)
        store(y.6, p + 6 &* lanes)
        store(y.7, p + 7 &* lanes)
        row &+= 1
    }
}

@inline(__always)
private func transformColumns(
    _ block: UnsafePointer<Float>, _ lanes: Int, _ scales: UnsafePointer<Float>,
    _ output: UnsafeMutablePointer<Float>, _ outputStride: Int
) {
    var column = 0
    while column < 8 {
        let p = block + column &* lanes
        let y = forwardTransform(
            load(p), load(p + 8 &* lanes), load(p + 16 &* lanes), load(p + 24 &* lanes), load(p + 32 &* lanes),
            load(p + 40 &* lanes), load(p + 48 &* lanes), load(p + 56 &* lanes))
        let q = output + column &* outputStride
        let down = 8 &* outputStride
        store(y.0 * scales[column], q)
        store(y.1 * scales[column &+ 8], q + down)
        store(y.2 * scales[column &+ 16], q + 2 &* down)
        store(y.3 * scales[column &+ 24], q + 3 &* down)
        store(y.4 * scales[column &+ 32], q + 4 &* down)
        store(y.5 * scales[column &+ 40], q + 5 &* down)
        store(y.6 * scales[column &+ 48], q + 6 &* down)
        store(y.7 * scales[column &+ 56], q + 7 &* down)
        column &+= 1
    }
}
