internal import CVector

/// The bilateral filter (Tomasi and Manduchi 1998) over 1 to 3 planes with common weights.
///
/// A neighbour at (dx, dy) within the disc of `radius` has weight
/// max(0, 1 − (dx² + dy²) × `spaceFactor` − Σ `factors[plane]` × squared difference)^4; the pixel itself has weight 1.
///
/// Pixels at least `radius` from the region's edge are valid; the rest must not be used.
///
/// - Parameters:
///   - source, output: `planeCount` planes, `planeStride` floats apart, rows `rowStride` floats apart.
///   - width: of the region; rows are readable and writable up to a multiple of 16 floats plus 16.
///   - factors: one per plane: 1 / (planes × noise variance × cut-off distance).
///   - start: the row to go on with: 0, then what the last call returned.
///   - available: rows of `source` that hold samples.
/// - Returns: the row that the next call goes on with. Rows `0..<result` of `output` are finished.
@inline(never)
public func pilotBilateral(
    source: UnsafePointer<Float>, output: UnsafeMutablePointer<Float>, planeStride: Int, rowStride: Int,
    width: Int, planeCount: Int, radius: Int, factors: UnsafePointer<Float>, spaceFactor: Float, start: Int,
    available: Int
) -> Int {
    var y = start < radius ? radius : start
    while y &+ radius < available {
        let here = source + y &* rowStride
        let target = output + y &* rowStride
        switch planeCount {
        case 1: bilateralRow(here, target, planeStride, rowStride, width, 1, radius, factors, spaceFactor)
        case 2: bilateralRow(here, target, planeStride, rowStride, width, 2, radius, factors, spaceFactor)
        default: bilateralRow(here, target, planeStride, rowStride, width, 3, radius, factors, spaceFactor)
        }
        y &+= 1
    }
    return y
}

@inline(__always)
private func bilateralRow(
    _ here: UnsafePointer<Float>, _ target: UnsafeMutablePointer<Float>, _ planeStride: Int, _ rowStride: Int,
    _ width: Int, _ planeCount: Int, _ radius: Int, _ factors: UnsafePointer<Float>, _ spaceFactor: Float
) {
    let k0 = cv_splat_f32(factors[0])
    let k1 = cv_splat_f32(planeCount > 1 ? factors[1] : 0)
    let k2 = cv_splat_f32(planeCount > 2 ? factors[2] : 0)
    let zero = cv_splat_f32(0)
    var x = 0
    while x < width {
        let c0 = loadF32(here + x)
        let c1 = planeCount > 1 ? loadF32(here + planeStride + x) : zero
        let c2 = planeCount > 2 ? loadF32(here + 2 &* planeStride + x) : zero
        var sum0 = c0
        var sum1 = c1
        var sum2 = c2
        var total = cv_splat_f32(1)
        var dy = 0 &- radius
        while dy <= radius {
            var dx = 0 &- radius
            while dx <= radius {
                let distance = dx &* dx &+ dy &* dy
                if distance > 0 && distance <= radius &* radius {
                    let p = here + dy &* rowStride + dx + x
                    let q0 = loadF32(p)
                    let d0 = c0 - q0
                    var w = cv_splat_f32(1 - Float(distance) * spaceFactor) - d0 * d0 * k0
                    let q1 = planeCount > 1 ? loadF32(p + planeStride) : zero
                    if planeCount > 1 {
                        let d1 = c1 - q1
                        w = w - d1 * d1 * k1
                    }
                    let q2 = planeCount > 2 ? loadF32(p + 2 &* planeStride) : zero
                    if planeCount > 2 {
                        let d2 = c2 - q2
                        w = w - d2 * d2 * k2
                    }
                    w = cv_max_f32(w, zero)
                    w = w * w
                    w = w * w
                    sum0 = sum0 + w * q0
                    if planeCount > 1 { sum1 = sum1 + w * q1 }
                    if planeCount > 2 { sum2 = sum2 + w * q2 }
                    total = total + w
                }
                dx &+= 1
            }
            dy &+= 1
        }
        let scale = 1 / total
        store(sum0 * scale, to: target + x)
        if planeCount > 1 { store(sum1 * scale, to: target + planeStride + x) }
        if planeCount > 2 { store(sum2 * scale, to: target + 2 &* planeStride + x) }
        x &+= lanes32
    }
}
