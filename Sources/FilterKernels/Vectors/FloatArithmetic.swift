internal import CVector

// Swift's own operators on vectors of Float are loops over lanes that LLVM mostly, but not always, makes vectors of
// again: what it leaves in pieces made the Wiener pass half as fast. These are vector instructions from the start.

@inline(__always) func + (a: cv_f32, b: cv_f32) -> cv_f32 { cv_add_f32(a, b) }
@inline(__always) func - (a: cv_f32, b: cv_f32) -> cv_f32 { cv_sub_f32(a, b) }
@inline(__always) func * (a: cv_f32, b: cv_f32) -> cv_f32 { cv_mul_f32(a, b) }
@inline(__always) func / (a: cv_f32, b: cv_f32) -> cv_f32 { cv_div_f32(a, b) }

@inline(__always) func - (a: cv_f32, b: Float) -> cv_f32 { cv_sub_f32(a, cv_splat_f32(b)) }
@inline(__always) func * (a: cv_f32, b: Float) -> cv_f32 { cv_mul_f32(a, cv_splat_f32(b)) }
@inline(__always) func / (a: Float, b: cv_f32) -> cv_f32 { cv_div_f32(cv_splat_f32(a), b) }

/// e to the power of `x`, for x <= 0, to a relative error of 3e-7; below -87 it stays at e^-87.
///
/// 2^f, |f| <= 0.5, is its Taylor polynomial, scaled by a power of two.
@inline(__always)
func exponential(_ x: cv_f32) -> cv_f32 {
    let t = cv_max_f32(x, cv_splat_f32(-87)) * cv_splat_f32(1.442_695_04)
    let whole = cv_f32_to_i32(t)
    let f = t - cv_i32_to_f32(whole)
    var power = cv_splat_f32(1.540_353_04e-4)
    power = power * f + cv_splat_f32(1.333_355_8e-3)
    power = power * f + cv_splat_f32(9.618_129_1e-3)
    power = power * f + cv_splat_f32(5.550_410_9e-2)
    power = power * f + cv_splat_f32(0.240_226_507)
    power = power * f + cv_splat_f32(0.693_147_181)
    power = power * f + cv_splat_f32(1)
    return cv_scale_f32(power, whole)
}
