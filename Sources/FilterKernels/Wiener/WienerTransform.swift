internal import CVector

// The 8-point DCT of Arai, Agui and Nakajima ("A fast DCT-SQ scheme for images", 1988): 5 multiplications and
// 29 additions. It computes D·C·x, with C the orthonormal DCT and D a diagonal of known factors; the transposed
// flow computes Cᵀ·D·z. Shrinkage works between the two, so D never has to be undone step by step: noise
// variances are scaled by D² beforehand and shrunk coefficients by D⁻² (`DenoiseStage` in ImageFilters holds both), for
// one direction together with the weight of the patch, for the other when a row leaves.

typealias Float8 = (cv_f32, cv_f32, cv_f32, cv_f32, cv_f32, cv_f32, cv_f32, cv_f32)

@inline(__always)
func forwardTransform(_ x: Float8) -> Float8 {
    let (x0, x1, x2, x3, x4, x5, x6, x7) = x
    let s0 = x0 + x7
    let s1 = x1 + x6
    let s2 = x2 + x5
    let s3 = x3 + x4
    let d0 = x0 - x7
    let d1 = x1 - x6
    let d2 = x2 - x5
    let d3 = x3 - x4

    let e0 = s0 + s3
    let e1 = s1 + s2
    let e2 = s1 - s2
    let e3 = s0 - s3
    let z1 = (e2 + e3) * 0.707106781

    let o0 = d3 + d2
    let o1 = d2 + d1
    let o2 = d1 + d0
    let z5 = (o0 - o2) * 0.382683433
    let z2 = o0 * 0.541196100 + z5
    let z4 = o2 * 1.306562965 + z5
    let z3 = o1 * 0.707106781
    let u = d0 + z3
    let v = d0 - z3
    return (e0 + e1, u + z4, e3 + z1, v - z2, e0 - e1, v + z2, e3 - z1, u - z4)
}

@inline(__always)
func inverseTransform(_ y: Float8) -> Float8 {
    let (y0, y1, y2, y3, y4, y5, y6, y7) = y
    let e0 = y0 + y4
    let e1 = y0 - y4
    let z1 = (y2 - y6) * 0.707106781
    let e3 = y2 + y6 + z1
    let s0 = e0 + e3
    let s3 = e0 - e3
    let s1 = e1 + z1
    let s2 = e1 - z1

    let v = y5 + y3
    let z2 = y5 - y3
    let u = y1 + y7
    let z4 = y1 - y7
    let z3 = (u - v) * 0.707106781
    let z5 = (z2 + z4) * 0.382683433
    let o0 = z2 * 0.541196100 + z5
    let o2 = z4 * 1.306562965 - z5
    let d0 = u + v + o2
    let d1 = z3 + o2
    let d2 = o0 + z3
    let d3 = o0
    return (s0 + d0, s1 + d1, s2 + d2, s3 + d3, s3 - d3, s2 - d2, s1 - d1, s0 - d0)
}
