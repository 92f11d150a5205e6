internal import CVector

// Squared differences between a tile and its shifted self, summed over as many rows as the template has.
//
// The sum of T rows ending anywhere in a block of T rows is a suffix of the block before plus a prefix of this one:
// about 2.4 additions a row whatever T is, without the drift or the saturation trouble of running sums. A call
// handles one vector of a block for one pair of offsets, stores the suffixes of this block for the next one, and
// (`writes`) the T rows of column sums. Those are clamped so that T of them still fit 16 bits; clamped ones have
// weight zero anyway.

/// Addresses of the next vector of columns: the first row of samples that this block adds, the same row of the
/// neighbour pairs moved by the offset, column sums, and suffixes; `count` vectors are left in the row. All but
/// `others` are aligned.
typealias NonLocalMeansColumnBlock = (
    samples: UnsafeRawPointer, others: UnsafeRawPointer, columns: UnsafeMutableRawPointer,
    suffixes: UnsafeMutableRawPointer, count: Int, writes: Bool
)

@inline(__always)
private func squaredDifference(
    _ layout: NonLocalMeansLayout, _ a: UnsafeRawPointer, _ b: UnsafeRawPointer, _ planes: Int
) -> cv_u16 {
    let difference = loadI16(b) &- cv_as_i16(loadAlignedU16(a))
    var sum = cv_as_u16(cv_mulhi_i16(difference, difference))
    if planes == 3 {
        let (b1, a1) = (b + layout.planeBytes, a + layout.doubledPlaneBytes)
        let second = loadI16(b1) &- cv_as_i16(loadAlignedU16(a1))
        let third = loadI16(b1 + layout.planeBytes) &- cv_as_i16(loadAlignedU16(a1 + layout.doubledPlaneBytes))
        sum = sum &+ cv_as_u16(cv_mulhi_i16(second, second)) &+ cv_as_u16(cv_mulhi_i16(third, third))
    }
    return sum
}

@inline(__always)
private func store(_ sum: cv_u16, clampedTo limit: cv_u16, to address: UnsafeMutableRawPointer) {
    store(cv_min_u16(sum, limit), to: address)
}

/// The column sums of the next vector of a block.
@inline(__always)
func sumColumns(
    _ layout: NonLocalMeansLayout, _ block: inout NonLocalMeansColumnBlock, radius: Int, planes: Int
) {
    switch radius {
    case 1: columnSums3(layout, block, planes: planes)
    case 2: columnSums5(layout, block, planes: planes)
    default: columnSums7(layout, block, planes: planes)
    }
    block.samples += vectorBytes
    block.others += vectorBytes
    block.columns += vectorBytes
    block.suffixes += (2 &* radius &+ 1) &* vectorBytes
    block.count &-= 1
}

@inline(__always)
private func columnSums3(_ layout: NonLocalMeansLayout, _ block: NonLocalMeansColumnBlock, planes: Int) {
    let row = layout.rowBytes
    let column = layout.columnBytes
    let limit = cv_splat_u16(65535 / 3)
    let a = block.samples
    let b = block.others
    let out = block.columns
    let suffix = block.suffixes
    let d0 = squaredDifference(layout, a, b, planes)
    let d1 = squaredDifference(layout, a + row, b + row, planes)
    let d2 = squaredDifference(layout, a + 2 &* row, b + 2 &* row, planes)
    if block.writes {
        store(loadAlignedU16(suffix), clampedTo: limit, to: out)
        store(loadAlignedU16(suffix + vectorBytes) &+ d0, clampedTo: limit, to: out + column)
        store(loadAlignedU16(suffix + 2 &* vectorBytes) &+ d0 &+ d1, clampedTo: limit, to: out + 2 &* column)
    }
    store(d2, to: suffix + 2 &* vectorBytes)
    store(d2 &+ d1, to: suffix + vectorBytes)
    store(d2 &+ d1 &+ d0, to: suffix)
}

@inline(__always)
private func columnSums5(_ layout: NonLocalMeansLayout, _ block: NonLocalMeansColumnBlock, planes: Int) {
    let row = layout.rowBytes
    let column = layout.columnBytes
    let limit = cv_splat_u16(65535 / 5)
    let a = block.samples
    let b = block.others
    let out = block.columns
    let suffix = block.suffixes
    let d0 = squaredDifference(layout, a, b, planes)
    let d1 = squaredDifference(layout, a + row, b + row, planes)
    let d2 = squaredDifference(layout, a + 2 &* row, b + 2 &* row, planes)
    let d3 = squaredDifference(layout, a + 3 &* row, b + 3 &* row, planes)
    let d4 = squaredDifference(layout, a + 4 &* row, b + 4 &* row, planes)
    if block.writes {
        store(loadAlignedU16(suffix), clampedTo: limit, to: out)
        var prefix = d0
        store(loadAlignedU16(suffix + vectorBytes) &+ prefix, clampedTo: limit, to: out + column)
        prefix = prefix &+ d1
        store(loadAlignedU16(suffix + 2 &* vectorBytes) &+ prefix, clampedTo: limit, to: out + 2 &* column)
        prefix = prefix &+ d2
        store(loadAlignedU16(suffix + 3 &* vectorBytes) &+ prefix, clampedTo: limit, to: out + 3 &* column)
        prefix = prefix &+ d3
        store(loadAlignedU16(suffix + 4 &* vectorBytes) &+ prefix, clampedTo: limit, to: out + 4 &* column)
    }
    var sum = d4
    store(sum, to: suffix + 4 &* vectorBytes)
    sum = sum &+ d3
    store(sum, to: suffix + 3 &* vectorBytes)
    sum = sum &+ d2
    store(sum, to: suffix + 2 &* vectorBytes)
    sum = sum &+ d1
    store(sum, to: suffix + vectorBytes)
    sum = sum &+ d0
    store(sum, to: suffix)
}

@inline(__always)
private func columnSums7(_ layout: NonLocalMeansLayout, _ block: NonLocalMeansColumnBlock, planes: Int) {
    let row = layout.rowBytes
    let column = layout.columnBytes
    let limit = cv_splat_u16(65535 / 7)
    let a = block.samples
    let b = block.others
    let out = block.columns
    let suffix = block.suffixes
    let d0 = squaredDifference(layout, a, b, planes)
    let d1 = squaredDifference(layout, a + row, b + row, planes)
    let d2 = squaredDifference(layout, a + 2 &* row, b + 2 &* row, planes)
    let d3 = squaredDifference(layout, a + 3 &* row, b + 3 &* row, planes)
    let d4 = squaredDifference(layout, a + 4 &* row, b + 4 &* row, planes)
    let d5 = squaredDifference(layout, a + 5 &* row, b + 5 &* row, planes)
    let d6 = squaredDifference(layout, a + 6 &* row, b + 6 &* row, planes)
    if block.writes {
        store(loadAlignedU16(suffix), clampedTo: limit, to: out)
        var prefix = d0
        store(loadAlignedU16(suffix + vectorBytes) &+ prefix, clampedTo: limit, to: out + column)
        prefix = prefix &+ d1
        store(loadAlignedU16(suffix + 2 &* vectorBytes) &+ prefix, clampedTo: limit, to: out + 2 &* column)
        prefix = prefix &+ d2
        store(loadAlignedU16(suffix + 3 &* vectorBytes) &+ prefix, clampedTo: limit, to: out + 3 &* column)
        prefix = prefix &+ d3
        store(loadAlignedU16(suffix + 4 &* vectorBytes) &+ prefix, clampedTo: limit, to: out + 4 &* column)
        prefix = prefix &+ d4
        store(loadAlignedU16(suffix + 5 &* vectorBytes) &+ prefix, clampedTo: limit, to: out + 5 &* column)
        prefix = prefix &+ d5
        store(loadAlignedU16(suffix + 6 &* vectorBytes) &+ prefix, clampedTo: limit, to: out + 6 &* column)
    }
    var sum = d6
    store(sum, to: suffix + 6 &* vectorBytes)
    sum = sum &+ d5
    store(sum, to: suffix + 5 &* vectorBytes)
    sum = sum &+ d4
    store(sum, to: suffix + 4 &* vectorBytes)
    sum = sum &+ d3
    store(sum, to: suffix + 3 &* vectorBytes)
    sum = sum &+ d2
    store(sum, to: suffix + 2 &* vectorBytes)
    sum = sum &+ d1
    store(sum, to: suffix + vectorBytes)
    sum = sum &+ d0
    store(sum, to: suffix)
}
