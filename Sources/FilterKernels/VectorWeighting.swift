internal import CVector

/// What turns a squared distance S into a weight that follows exp(-13.34 * S / limit) to 4e-4 and ends in exact zeros.
///
/// With D = (limit - S) * 2^shift, clamped at zero, and y the mean of D² and `offset`, the weight is y¹²: about that
/// power a polynomial of the second degree meets the exponential, and squaring is all it takes.
struct VectorWeighting {
    let shift: Int32
    let offset: cv_u16

    @inline(__always)
    init(shift: Int, offset: Int) {
        self.shift = Int32(truncatingIfNeeded: shift)
        self.offset = cv_splat_u16(UInt16(truncatingIfNeeded: offset))
    }

    @inline(__always)
    func weight(_ distance: cv_u16, limit: cv_u16) -> cv_u16 {
        let rest = cv_shl_u16(cv_sub_sat_u16(limit, distance), shift)
        let base = cv_avg_u16(cv_mulhi_u16(rest, rest), offset)
        let second = cv_mulhi_u16(base, base)
        let fourth = cv_mulhi_u16(second, second)
        return cv_mulhi_u16(cv_mulhi_u16(fourth, fourth), fourth)
    }
}
