internal import CVector

/// One row of weights from one row of column sums: the horizontal half of the template, then the exponential.
@inline(__always)
func weightRow(
    _ columns: UnsafeRawPointer, _ weights: UnsafeMutableRawPointer, count: Int, templateRadius: Int,
    _ weighting: VectorWeighting, limit: cv_u16
) {
    if lanes16 == 32 {
        // Nearly every unaligned load of 64 bytes crosses a cache line: neighbours come from registers instead.
        var c0 = loadU16(columns)
        var c1 = loadU16(columns + vectorBytes)
        var t0 = threeColumns(c0, c1)
        var position = 0
        while position < count &* vectorBytes {
            let c2 = loadU16(columns + position + 2 &* vectorBytes)
            let t1 = threeColumns(c1, c2)
            let sum: cv_u16
            switch templateRadius {
            case 1: sum = t0
            case 2: sum = t0 &+ cv_shift_in_3(c0, c1) &+ cv_shift_in_4(c0, c1)
            default: sum = t0 &+ cv_shift_in_3(c0, c1) &+ cv_shift_in_4(t0, t1)
            }
            store(weight(sum, limit: limit, weighting), to: weights + position)
            c0 = c1
            c1 = c2
            t0 = t1
            position &+= vectorBytes
        }
    } else {
        var position = 0
        while position < count &* vectorBytes {
            let c = columns + position
            var sum = loadU16(c) &+ loadU16(c + 4) &+ loadU16(c + 8)
            if templateRadius >= 2 { sum = sum &+ (loadU16(c + 12) &+ loadU16(c + 16)) }
            if templateRadius == 3 { sum = sum &+ (loadU16(c + 20) &+ loadU16(c + 24)) }
            store(weight(sum, limit: limit, weighting), to: weights + position)
            position &+= vectorBytes
        }
    }
}

@inline(__always)
private func threeColumns(_ low: cv_u16, _ high: cv_u16) -> cv_u16 {
    low &+ cv_shift_in_1(low, high) &+ cv_shift_in_2(low, high)
}
