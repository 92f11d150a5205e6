internal import CVector

/// Weights of one block of rows from its column sums: the horizontal half of the template, then the exponential.
///
/// Seven columns are three, one and three, of which the last three are the next vector's first. Rows go side by side.
@inline(__always)
func weightRows(
    _ columns: UnsafeRawPointer, columnBytes: Int, _ weights: UnsafeMutableRawPointer, rowBytes: Int, count: Int,
    templateRadius: Int, _ weighting: VectorWeighting, limit: cv_u16
) {
    let rows = 2 &* templateRadius &+ 1
    var three0 = threeColumns(columns)
    var three1 = threeColumns(columns + columnBytes)
    var three2 = threeColumns(columns + 2 &* columnBytes)
    var three3 = rows >= 5 ? threeColumns(columns + 3 &* columnBytes) : three0
    var three4 = rows >= 5 ? threeColumns(columns + 4 &* columnBytes) : three0
    var three5 = rows >= 7 ? threeColumns(columns + 5 &* columnBytes) : three0
    var three6 = rows >= 7 ? threeColumns(columns + 6 &* columnBytes) : three0
    var position = 0
    while position < count &* vectorBytes {
        let here = columns + position
        let out = weights + position
        weigh(&three0, here, out, templateRadius, weighting, limit)
        weigh(&three1, here + columnBytes, out + rowBytes, templateRadius, weighting, limit)
        weigh(&three2, here + 2 &* columnBytes, out + 2 &* rowBytes, templateRadius, weighting, limit)
        if rows >= 5 {
            weigh(&three3, here + 3 &* columnBytes, out + 3 &* rowBytes, templateRadius, weighting, limit)
            weigh(&three4, here + 4 &* columnBytes, out + 4 &* rowBytes, templateRadius, weighting, limit)
        }
        if rows >= 7 {
            weigh(&three5, here + 5 &* columnBytes, out + 5 &* rowBytes, templateRadius, weighting, limit)
            weigh(&three6, here + 6 &* columnBytes, out + 6 &* rowBytes, templateRadius, weighting, limit)
        }
        position &+= vectorBytes
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
