internal import CVector

/// Spreads rows of 8-bit samples into pairs of 16-bit values (v[x], v[x + 1]), v = `scale * (sample - 128)` rounded:
/// one vector then serves two neighbouring offsets of a window, without shuffles.
///
/// - Parameters:
///   - source: `rows` rows of `columns` samples and a vector of readable bytes behind each.
///   - neighbours: `rows` rows, `rowBytes` apart, of `columns` pairs rounded up to whole vectors.
@inline(__always)
func spreadNeighbours(
    _ source: UnsafePointer<UInt8>, stride: Int, rows: Int, columns: Int, scale: Float,
    to neighbours: UnsafeMutableRawPointer, rowBytes: Int
) {
    var y = 0
    while y < rows {
        var x = 0
        while x < columns {
            let from = source + (y &* stride &+ x)
            let pairs = cv_interleave_i32(scaledSamples(from, scale), scaledSamples(from + 1, scale))
            store(pairs, to: neighbours + (y &* rowBytes &+ 4 &* x))
            x &+= lanes32
        }
        y &+= 1
    }
}

@inline(__always)
private func scaledSamples(_ source: UnsafePointer<UInt8>, _ scale: Float) -> cv_i32 {
    cv_f32_to_i32((cv_u8_to_f32(loadU8Half(source)) - cv_splat_f32(128)) * cv_splat_f32(scale))
}

/// The first value of each pair in both places.
@inline(__always)
func doubledFirst(_ pairs: cv_u16) -> cv_u16 {
    let first = cv_even_u16(pairs)
    return cv_interleave_i32(first, first)
}

/// Weighted means of 8-bit samples, from sums of `scale * (sample - 128)`.
@inline(__always)
func sampleMeans(_ sums: cv_f32, weights: cv_i32, scale: Float) -> cv_u8_half {
    cv_f32_to_u8(sums / (cv_i32_to_f32(weights) * cv_splat_f32(scale)) + cv_splat_f32(128))
}
