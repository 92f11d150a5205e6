internal import CVector

/// Bytes of scratch memory that `unsharpFloatTile` needs: a row of the source.
public func unsharpFloatScratchBytes(sourceStride: Int) -> Int { 4 &* sourceStride }

/// Unsharp mask of a tile in Float, for any radius and sample depth. The result is not clamped.
///
/// - Parameters:
///   - source: the tile with a halo of `radius` samples around it, and a vector of readable samples behind each row.
///   - output: `height` rows, each with room for whole vectors.
///   - taps: the Gaussian from the middle outwards, `radius + 1` values.
///   - scratch: `unsharpFloatScratchBytes` bytes.
@inline(never)
public func unsharpFloatTile(
    source: UnsafePointer<Float>, sourceStride: Int, output: UnsafeMutablePointer<Float>, outputStride: Int,
    width: Int, height: Int, radius: Int, taps: UnsafePointer<Float>, amount: Float,
    scratch: UnsafeMutablePointer<Float>
) {
    let strength = cv_splat_f32(amount)
    var row = 0
    while row < height {
        let middle = source + (row &+ radius) &* sourceStride
        var x = 0
        while x < width &+ 2 &* radius {
            store(symmetricSum(middle + x, step: sourceStride, radius, taps), to: scratch + x)
            x &+= lanes32
        }
        x = 0
        while x < width {
            let sample = loadF32(middle + (x &+ radius))
            let blurred = symmetricSum(scratch + (x &+ radius), step: 1, radius, taps)
            store(sample + strength * (sample - blurred), to: output + (row &* outputStride &+ x))
            x &+= lanes32
        }
        row &+= 1
    }
}

/// The sum over taps of what lies `step` samples apart on both sides.
@inline(__always)
private func symmetricSum(
    _ middle: UnsafePointer<Float>, step: Int, _ radius: Int, _ taps: UnsafePointer<Float>
) -> cv_f32 {
    var sum = loadF32(middle) * cv_splat_f32(taps[0])
    var tap = 1
    while tap <= radius {
        let pair = loadF32(middle - tap &* step) + loadF32(middle + tap &* step)
        sum = sum + pair * cv_splat_f32(taps[tap])
        tap &+= 1
    }
    return sum
}
