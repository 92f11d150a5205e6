internal import CVector

/// Three column sums in a row, at the next vector of each row of a block.
typealias NonLocalMeansThrees = (cv_u16, cv_u16, cv_u16, cv_u16, cv_u16, cv_u16, cv_u16)

@inline(__always)
func makeThrees(_ columns: UnsafeRawPointer, _ columnBytes: Int, radius: Int) -> NonLocalMeansThrees {
    let first = threeColumns(columns)
    return (
        first, threeColumns(columns + columnBytes), threeColumns(columns + 2 &* columnBytes),
        radius >= 2 ? threeColumns(columns + 3 &* columnBytes) : first,
        radius >= 2 ? threeColumns(columns + 4 &* columnBytes) : first,
        radius >= 3 ? threeColumns(columns + 5 &* columnBytes) : first,
        radius >= 3 ? threeColumns(columns + 6 &* columnBytes) : first
    )
}

/// One vector of weights of each row of a block from its column sums: the horizontal half of the template, then the
/// exponential.
///
/// Seven columns are three, one and three, of which the last three are the next vector's first. Rows go side by side.
@inline(__always)
func weigh(
    _ threes: inout NonLocalMeansThrees, _ here: UnsafeRawPointer, columnBytes: Int, _ out: UnsafeMutableRawPointer,
    rowBytes: Int, radius: Int, _ weighting: VectorWeighting, _ limit: cv_u16
) {
    weigh(&threes.0, here, out, radius, weighting, limit)
    weigh(&threes.1, here + columnBytes, out + rowBytes, radius, weighting, limit)
    weigh(&threes.2, here + 2 &* columnBytes, out + 2 &* rowBytes, radius, weighting, limit)
    if radius >= 2 {
        weigh(&threes.3, here + 3 &* columnBytes, out + 3 &* rowBytes, radius, weighting, limit)
        weigh(&threes.4, here + 4 &* columnBytes, out + 4 &* rowBytes, radius, weighting, limit)
    }
    if radius >= 3 {
        weigh(&threes.5, here + 5 &* columnBytes, out + 5 &* rowBytes, radius, weighting, limit)
        weigh(&threes.6, here + 6 &* columnBytes, out + 6 &* rowBytes, radius, weighting, limit)
    }
}

@inline(__always)
private func weigh(
    _ three: inout cv_u16, _ here: UnsafeRawPointer, _ out: UnsafeMutableRawPointer, _ templateRadius: Int,
    _ weighting: VectorWeighting, _ limit: cv_u16
) {
    let nextThree = threeColumns(here + vectorBytes)
    var sum = three
    if templateRadius == 2 { sum = sum &+ (loadU16(here + 12) &+ loadU16(here + 16)) }
    if templateRadius == 3 { sum = sum &+ loadU16(here + 12) &+ cv_shift_in_64(three, nextThree, 2) }
    store(weight(sum, limit: limit, weighting), to: out)
    three = nextThree
}

/// Three neighbours in a row. (On AVX-512 too, where these loads cross cache lines, they are faster than shifts.)
@inline(__always)
private func threeColumns(_ columns: UnsafeRawPointer) -> cv_u16 {
    loadAlignedU16(columns) &+ loadU16(columns + 4) &+ loadU16(columns + 8)
}
