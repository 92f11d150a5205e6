internal import CVector

/// Bilateral filter of a tile in Float, for any deviation and sample depth. Three planes are weighted jointly by the
/// sum of their absolute differences.
///
/// - Parameters:
///   - source: 1 or 3 tiles, `planeStride` samples apart, each with a halo as wide as the window needs.
///   - middle: samples from the start of a tile with halo to its first inner sample.
///   - output: as many tiles without halo, `outputPlaneStride` apart; rows have room for whole vectors.
///   - offsets: where the `count` members of the window lie, in samples from the middle one.
///   - spatial: the exponent of each member's spatial weight.
///   - scale: what turns a squared difference into an exponent; negative.
@inline(never)
public func bilateralFloatTile(
    source: UnsafePointer<Float>, sourceStride: Int, planeStride: Int, planes: Int, middle: Int,
    output: UnsafeMutablePointer<Float>, outputStride: Int, outputPlaneStride: Int, width: Int, height: Int,
    offsets: UnsafePointer<Int>, spatial: UnsafePointer<Float>, count: Int, scale: Float
) {
    var y = 0
    while y < height {
        let here = source + (middle &+ y &* sourceStride)
        let out = output + y &* outputStride
        if planes == 1 {
            grayRow(here, out, width, offsets, spatial, count, scale)
        } else {
            colorRow(here, planeStride, out, outputPlaneStride, width, offsets, spatial, count, scale)
        }
        y &+= 1
    }
}

@inline(__always)
private func grayRow(
    _ source: UnsafePointer<Float>, _ output: UnsafeMutablePointer<Float>, _ width: Int,
    _ offsets: UnsafePointer<Int>, _ spatial: UnsafePointer<Float>, _ count: Int, _ scale: Float
) {
    var x = 0
    while x < width {
        let sample = loadF32(source + x)
        var sum = cv_splat_f32(0)
        var weights = cv_splat_f32(0)
        var member = 0
        while member < count {
            let other = loadF32(source + (x &+ offsets[member]))
            let difference = other - sample
            let weight = exponential(difference * difference * cv_splat_f32(scale) + cv_splat_f32(spatial[member]))
            weights = weights + weight
            sum = sum + weight * other
            member &+= 1
        }
        store(sum / weights, to: output + x)
        x &+= lanes32
    }
}

@inline(__always)
private func colorRow(
    _ source: UnsafePointer<Float>, _ planeStride: Int, _ output: UnsafeMutablePointer<Float>,
    _ outputPlaneStride: Int, _ width: Int, _ offsets: UnsafePointer<Int>, _ spatial: UnsafePointer<Float>,
    _ count: Int, _ scale: Float
) {
    var x = 0
    while x < width {
        let here = source + x
        let sample0 = loadF32(here)
        let sample1 = loadF32(here + planeStride)
        let sample2 = loadF32(here + 2 &* planeStride)
        var sum0 = cv_splat_f32(0)
        var sum1 = sum0
        var sum2 = sum0
        var weights = sum0
        var member = 0
        while member < count {
            let there = here + offsets[member]
            let other0 = loadF32(there)
            let other1 = loadF32(there + planeStride)
            let other2 = loadF32(there + 2 &* planeStride)
            let distance = cv_abs_f32(other0 - sample0) + cv_abs_f32(other1 - sample1) + cv_abs_f32(other2 - sample2)
            let weight = exponential(distance * distance * cv_splat_f32(scale) + cv_splat_f32(spatial[member]))
            weights = weights + weight
            sum0 = sum0 + weight * other0
            sum1 = sum1 + weight * other1
            sum2 = sum2 + weight * other2
            member &+= 1
        }
        store(sum0 / weights, to: output + x)
        store(sum1 / weights, to: output + (outputPlaneStride &+ x))
        store(sum2 / weights, to: output + (2 &* outputPlaneStride &+ x))
        x &+= lanes32
    }
}
