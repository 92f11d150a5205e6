internal import CVector

// A struct that several files share brings weak symbols (`__swift_memcpy112_16`) where files are compiled one by one, as
// in debug builds; modules of other instruction sets share these, and the linker takes the first: the baseline's, which
// every machine can run. Release builds have none; `.ci/check-kernels` verifies that. A tuple never has any.

/// What turns a squared distance S into a weight that follows exp(-13.34 * S / limit) to 4e-4 and ends in exact zeros.
///
/// With D = (limit - S) * 2^shift, clamped at zero, and y the mean of D² and `offset`, the weight is y¹²: about that
/// power a polynomial of the second degree meets the exponential, and squaring is all it takes.
typealias VectorWeighting = (shift: Int32, offset: cv_u16)

@inline(__always)
func makeWeighting(shift: Int, offset: Int) -> VectorWeighting {
    (Int32(truncatingIfNeeded: shift), cv_splat_u16(UInt16(truncatingIfNeeded: offset)))
}

@inline(__always)
func weight(_ distance: cv_u16, limit: cv_u16, _ weighting: VectorWeighting) -> cv_u16 {
    let rest = cv_shl_u16(cv_sub_sat_u16(limit, distance), weighting.shift)
    let base = cv_avg_u16(cv_mulhi_u16(rest, rest), weighting.offset)
    let second = cv_mulhi_u16(base, base)
    let fourth = cv_mulhi_u16(second, second)
    return cv_mulhi_u16(cv_mulhi_u16(fourth, fourth), fourth)
}
