internal import CVector

/// Bytes of scratch memory that `sharpenTile` needs for tiles of up to `width` samples a row.
public func sharpenScratchBytes(width: Int) -> Int {
    (3 &* sharpenRowLength(width) &+ 16) &* 4
}

/// Floats of one scratch row: a row of the tile with its halo in whole vectors of any width, and one vector more,
/// which the loads that are shifted by a few samples run into.
@inline(__always)
private func sharpenRowLength(_ width: Int) -> Int {
    (width &+ 4 &+ 15) / 16 &* 16 &+ 16
}

/// Sharpens a tile of luma: an unsharp mask, gated and limited by the local range.
///
/// With y the luma, h = y - Gaussian(y), `low` and `high` the least and greatest y of the 3 × 3 around a sample, and
/// R = high - low:
///
///     gate  = clamp((R - gateStart) * gateSlope, 0, 1)
///     limit = rangeShare * R + peakSlope * max(|h| - peakShare * R, 0)
///     out   = clamp(y + amount * gate * h, low - limit, high + limit)
///
/// The Gaussian is separable with five taps. Values are in units of 8-bit samples, may lie outside 0…255, and the
/// result is neither rounded nor clamped to that range. Where R = 0, and everywhere when `amount` is 0, the result
/// is y itself.
///
/// - Parameters:
///   - source: the first sample of the tile. Two rows above and below it and two samples to the left and right must
///     be readable, and a vector (64 bytes) behind the last row's halo.
///   - sourceStride: floats from row to row.
///   - output: `width` samples a row are written, no more. Must not overlap the source.
///   - scratch: `sharpenScratchBytes(width:)` bytes.
@inline(never)
public func sharpenTile(
    source: UnsafePointer<Float>, sourceStride: Int, output: UnsafeMutablePointer<Float>, outputStride: Int,
    width: Int, height: Int, scratch: UnsafeMutableRawPointer, amount: Float, middleTap: Float, nearTap: Float,
    farTap: Float, gateStart: Float, gateSlope: Float, rangeShare: Float, peakShare: Float, peakSlope: Float
) {
    let rowBytes = sharpenRowLength(width) &* 4
    let blurred = scratch
    let least = scratch + rowBytes
    let greatest = least + rowBytes
    let tail = greatest + rowBytes
    let taps = (cv_splat_f32(middleTap), cv_splat_f32(nearTap), cv_splat_f32(farTap))

    var row = 0
    while row < height {
        let middle = source + row &* sourceStride
        let target = output + row &* outputStride
        combineRows(middle - 2, sourceStride, taps, width &+ 4, blurred, least, greatest)
        var x = 0
        while x < width {
            let offset = x &* 4
            let y = loadF32(middle + x)
            // Scratch rows begin two samples left of the tile.
            let h = y - blurColumns(blurred + offset, taps)
            let low = leastOfThree(least + offset + 4)
            let high = greatestOfThree(greatest + offset + 4)
            let range = high - low
            let opening = (range - cv_splat_f32(gateStart)) * cv_splat_f32(gateSlope)
            let gate = cv_min_f32(cv_max_f32(opening, cv_splat_f32(0)), cv_splat_f32(1))
            let peak = cv_max_f32(cv_abs_f32(h) - cv_splat_f32(peakShare) * range, cv_splat_f32(0))
            let limit = cv_splat_f32(rangeShare) * range + cv_splat_f32(peakSlope) * peak
            let sharpened = y + cv_splat_f32(amount) * (gate * h)
            let result = cv_max_f32(cv_min_f32(sharpened, high + limit), low - limit)
            if x &+ lanes32 <= width {
                store(result, to: target + x)
            } else {
                store(result, to: tail)
                copyFloats(tail, to: target + x, count: width &- x)
            }
            x &+= lanes32
        }
        row &+= 1
    }
}

/// What five rows give column by column: the vertical Gaussian, and the least and greatest of the middle three.
@inline(__always)
private func combineRows(
    _ middle: UnsafePointer<Float>, _ stride: Int, _ taps: (cv_f32, cv_f32, cv_f32), _ count: Int,
    _ blurred: UnsafeMutableRawPointer, _ least: UnsafeMutableRawPointer, _ greatest: UnsafeMutableRawPointer
) {
    var x = 0
    while x < count {
        let centre = loadF32(middle + x)
        let above = loadF32(middle + x - stride)
        let below = loadF32(middle + x + stride)
        let far = loadF32(middle + x - 2 &* stride) + loadF32(middle + x + 2 &* stride)
        store(taps.0 * centre + taps.1 * (above + below) + taps.2 * far, to: blurred + x &* 4)
        store(cv_min_f32(centre, cv_min_f32(above, below)), to: least + x &* 4)
        store(cv_max_f32(centre, cv_max_f32(above, below)), to: greatest + x &* 4)
        x &+= lanes32
    }
}

/// The horizontal Gaussian of the five samples from `first`.
@inline(__always)
private func blurColumns(_ first: UnsafeRawPointer, _ taps: (cv_f32, cv_f32, cv_f32)) -> cv_f32 {
    let near = loadF32(first + 4) + loadF32(first + 12)
    let far = loadF32(first) + loadF32(first + 16)
    return taps.0 * loadF32(first + 8) + taps.1 * near + taps.2 * far
}

@inline(__always)
private func leastOfThree(_ first: UnsafeRawPointer) -> cv_f32 {
    cv_min_f32(loadF32(first), cv_min_f32(loadF32(first + 4), loadF32(first + 8)))
}

@inline(__always)
private func greatestOfThree(_ first: UnsafeRawPointer) -> cv_f32 {
    cv_max_f32(loadF32(first), cv_max_f32(loadF32(first + 4), loadF32(first + 8)))
}

@inline(__always)
private func copyFloats(_ from: UnsafeMutableRawPointer, to: UnsafeMutablePointer<Float>, count: Int) {
    var i = 0
    while i < count {
        to[i] = from.load(fromByteOffset: i &* 4, as: Float.self)
        i &+= 1
    }
}
