internal import CVector

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
