internal import CVector

/// Bytes of scratch memory that `sharpenTile` needs for tiles of up to `width` samples a row.
public func sharpenScratchBytes(width: Int) -> Int {
    (5 &* sharpenRowLength(width) &+ 16) &* 4
}

/// Floats of one scratch row: a row of the tile with its halo in whole vectors of any width, and one vector more,
/// which the loads that are shifted by a few samples run into.
@inline(__always)
private func sharpenRowLength(_ width: Int) -> Int {
    (width &+ 4 &+ 15) / 16 &* 16 &+ 16
}

/// Sharpens a tile of luma: an unsharp mask, gated and limited by the local range.
///
/// With y the luma, h = y - Gaussian(y), `low` and `high` the least and greatest y of the 3 × 3 around a sample,
/// R = high - low, N the range of the eight neighbours without the sample itself, and `low5` and `high5` the least and
/// greatest of the 5 × 5:
///
///     gate = clamp((R - gateStart) * gateSlope, 0, 1)
///     peak = peakSlope * max(|h| - peakShare * R, 0)
///     up   = rangeShare * N + min(peak, riseShare * (low - low5))
///     down = rangeShare * N + min(peak, riseShare * (high5 - high))
///     out  = clamp(y + amount * gate * h, low - down, high + up)
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
    farTap: Float, gateStart: Float, gateSlope: Float, rangeShare: Float, peakShare: Float, peakSlope: Float,
    riseShare: Float
) {
    let rows = SharpenRows(first: scratch, rowBytes: sharpenRowLength(width) &* 4)
    let taps = (cv_splat_f32(middleTap), cv_splat_f32(nearTap), cv_splat_f32(farTap))

    var row = 0
    while row < height {
        let middle = source + row &* sourceStride
        let target = output + row &* outputStride
        combineRows(middle - 2, sourceStride, taps, width &+ 4, rows)
        var x = 0
        while x < width {
            // Scratch rows begin two samples left of the tile.
            let offset = x &* 4
            let y = loadF32(middle + x)
            let (left, right) = (loadF32(middle + x - 1), loadF32(middle + x + 1))
            let h = y - blurColumns(rows.blurred + offset, taps)
            let leastAround = cv_min_f32(leastOfThree(rows.least + offset + 4), cv_min_f32(left, right))
            let greatestAround = cv_max_f32(greatestOfThree(rows.greatest + offset + 4), cv_max_f32(left, right))
            let low = cv_min_f32(leastAround, y)
            let high = cv_max_f32(greatestAround, y)
            let range = high - low
            let opening = (range - cv_splat_f32(gateStart)) * cv_splat_f32(gateSlope)
            let gate = cv_min_f32(cv_max_f32(opening, cv_splat_f32(0)), cv_splat_f32(1))
            let excess = cv_max_f32(cv_abs_f32(h) - cv_splat_f32(peakShare) * range, cv_splat_f32(0))
            let peak = cv_splat_f32(peakSlope) * excess
            let overshoot = cv_splat_f32(rangeShare) * (greatestAround - leastAround)
            let rise = cv_splat_f32(riseShare) * (low - leastOfFive(rows.leastOfFive + offset))
            let fall = cv_splat_f32(riseShare) * (greatestOfFive(rows.greatestOfFive + offset) - high)
            let sharpened = y + cv_splat_f32(amount) * (gate * h)
            let most = high + (overshoot + cv_min_f32(peak, rise))
            let least = low - (overshoot + cv_min_f32(peak, fall))
            let result = cv_max_f32(cv_min_f32(sharpened, most), least)
            if x &+ lanes32 <= width {
                store(result, to: target + x)
            } else {
                store(result, to: rows.tail)
                copyFloats(rows.tail, to: target + x, count: width &- x)
            }
            x &+= lanes32
        }
        row &+= 1
    }
}

/// Rows of scratch memory: what several source rows give column by column.
private struct SharpenRows {
    /// The vertical Gaussian.
    let blurred: UnsafeMutableRawPointer
    /// Of the rows above and below, without the row itself.
    let least: UnsafeMutableRawPointer
    let greatest: UnsafeMutableRawPointer
    /// Of all five rows.
    let leastOfFive: UnsafeMutableRawPointer
    let greatestOfFive: UnsafeMutableRawPointer
    /// Room for one vector.
    let tail: UnsafeMutableRawPointer

    @inline(__always)
    init(first: UnsafeMutableRawPointer, rowBytes: Int) {
        blurred = first
        least = blurred + rowBytes
        greatest = least + rowBytes
        leastOfFive = greatest + rowBytes
        greatestOfFive = leastOfFive + rowBytes
        tail = greatestOfFive + rowBytes
    }
}

/// Fills the scratch rows from five source rows, of which the middle one begins at `middle`.
@inline(__always)
private func combineRows(
    _ middle: UnsafePointer<Float>, _ stride: Int, _ taps: (cv_f32, cv_f32, cv_f32), _ count: Int, _ rows: SharpenRows
) {
    var x = 0
    while x < count {
        let centre = loadF32(middle + x)
        let (above, below) = (loadF32(middle + x - stride), loadF32(middle + x + stride))
        let (top, bottom) = (loadF32(middle + x - 2 &* stride), loadF32(middle + x + 2 &* stride))
        let (least, greatest) = (cv_min_f32(above, below), cv_max_f32(above, below))
        let blurred = taps.0 * centre + taps.1 * (above + below) + taps.2 * (top + bottom)
        store(blurred, to: rows.blurred + x &* 4)
        store(least, to: rows.least + x &* 4)
        store(greatest, to: rows.greatest + x &* 4)
        store(cv_min_f32(cv_min_f32(least, centre), cv_min_f32(top, bottom)), to: rows.leastOfFive + x &* 4)
        store(cv_max_f32(cv_max_f32(greatest, centre), cv_max_f32(top, bottom)), to: rows.greatestOfFive + x &* 4)
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
private func leastOfFive(_ first: UnsafeRawPointer) -> cv_f32 {
    cv_min_f32(leastOfThree(first), cv_min_f32(loadF32(first + 12), loadF32(first + 16)))
}

@inline(__always)
private func greatestOfFive(_ first: UnsafeRawPointer) -> cv_f32 {
    cv_max_f32(greatestOfThree(first), cv_max_f32(loadF32(first + 12), loadF32(first + 16)))
}

@inline(__always)
private func copyFloats(_ from: UnsafeMutableRawPointer, to: UnsafeMutablePointer<Float>, count: Int) {
    var i = 0
    while i < count {
        to[i] = from.load(fromByteOffset: i &* 4, as: Float.self)
        i &+= 1
    }
}
