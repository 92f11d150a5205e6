internal import CVector

/// One row of weights from one row of column sums: the horizontal half of the template, then the exponential.
///
/// Seven columns are three, one and three, of which the last three are the next vector's first.
@inline(__always)
func weightRow(
    _ columns: UnsafeRawPointer, _ weights: UnsafeMutableRawPointer, count: Int, templateRadius: Int,
    _ weighting: VectorWeighting, limit: cv_u16
) {
    var three = threeColumns(columns)
    var position = 0
    while position < count &* vectorBytes {
        let here = columns + position
        let nextThree = threeColumns(here + vectorBytes)
        var sum = three
        if templateRadius == 2 { sum = sum &+ (loadU16(here + 12) &+ loadU16(here + 16)) }
        if templateRadius == 3 { sum = sum &+ loadU16(here + 12) &+ cv_shift_in_64(three, nextThree, 2) }
        store(weight(sum, limit: limit, weighting), to: weights + position)
        three = nextThree
        position &+= vectorBytes
    }
}

/// Three neighbours in a row. (On AVX-512 too, where these loads cross cache lines, they are faster than shifts.)
@inline(__always)
private func threeColumns(_ columns: UnsafeRawPointer) -> cv_u16 {
    loadAlignedU16(columns) &+ loadU16(columns + 4) &+ loadU16(columns + 8)
}
