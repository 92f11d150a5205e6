internal import CVector

// The blur of the unsharp mask across rows that are blurred along themselves.

/// Taps in every lane, those beyond the radius zero. The middle one is halved: values at equal distance from it are
/// averaged, not added.
struct VerticalTaps {
    let middle, first, second, third, fourth, fifth, sixth: cv_u16

    @inline(__always)
    init(_ taps: UnsafePointer<UInt16>, radius: Int) {
        middle = cv_splat_u16(taps[0] >> 1)
        first = cv_splat_u16(taps[1])
        second = cv_splat_u16(radius >= 2 ? taps[2] : 0)
        third = cv_splat_u16(radius >= 3 ? taps[3] : 0)
        fourth = cv_splat_u16(radius >= 4 ? taps[4] : 0)
        fifth = cv_splat_u16(radius >= 5 ? taps[5] : 0)
        sixth = cv_splat_u16(radius >= 6 ? taps[6] : 0)
    }
}

/// The blur across rows of one vector, `position` elements into them, in 8.7.
@inline(__always)
func blurAcross(
    _ rows: UnsharpRows, _ position: Int, last: cv_u16, _ taps: VerticalTaps, _ radius: Int
) -> cv_u16 {
    var sum = cv_mulhi_u16(loadAlignedU16(rows.here + position), taps.middle)
    let below1 = radius == 1 ? last : loadAlignedU16(rows.below1 + position)
    sum = sum &+ cv_mulhi_u16(cv_avg_u16(loadAlignedU16(rows.above1 + position), below1), taps.first)
    if radius >= 2 {
        let below = radius == 2 ? last : loadAlignedU16(rows.below2 + position)
        sum = sum &+ cv_mulhi_u16(cv_avg_u16(loadAlignedU16(rows.above2 + position), below), taps.second)
    }
    if radius >= 3 {
        let below = radius == 3 ? last : loadAlignedU16(rows.below3 + position)
        sum = sum &+ cv_mulhi_u16(cv_avg_u16(loadAlignedU16(rows.above3 + position), below), taps.third)
    }
    if radius >= 4 {
        let below = radius == 4 ? last : loadAlignedU16(rows.below4 + position)
        sum = sum &+ cv_mulhi_u16(cv_avg_u16(loadAlignedU16(rows.above4 + position), below), taps.fourth)
    }
    if radius >= 5 {
        let below = radius == 5 ? last : loadAlignedU16(rows.below5 + position)
        sum = sum &+ cv_mulhi_u16(cv_avg_u16(loadAlignedU16(rows.above5 + position), below), taps.fifth)
    }
    if radius >= 6 {
        sum = sum &+ cv_mulhi_u16(cv_avg_u16(loadAlignedU16(rows.above6 + position), last), taps.sixth)
    }
    return sum
}
