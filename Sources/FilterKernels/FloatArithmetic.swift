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
