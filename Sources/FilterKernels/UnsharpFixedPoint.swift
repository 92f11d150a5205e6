internal import CVector

/// Unsharp mask of a tile of 8-bit samples, in 16-bit fixed point.
///
/// The vertical sum is exact in 8.8 (`verticalTaps` sum to 256) and halved to 8.7; the horizontal one multiplies by
/// `horizontalTaps`, which sum to 65536. Taps are given from the middle outwards, `radius + 1` of them.
///
/// - Parameters:
///   - source: the tile with a halo of `radius` samples around it, and a vector of readable bytes behind each row.
///   - amount: 2048 times the amount of sharpening.
///   - blurredRow: scratch of `width + 2 * radius` 16-bit values and two vectors.
@inline(never)
public func unsharpTile(
    source: UnsafePointer<UInt8>, sourceStride: Int, output: UnsafeMutablePointer<UInt8>, outputStride: Int,
    width: Int, height: Int, radius: Int, verticalTaps: UnsafePointer<UInt16>, horizontalTaps: UnsafePointer<UInt16>,
    amount: Int16, blurredRow: UnsafeMutableRawPointer
) {
    var row = 0
    while row < height {
        let middle = source + (row &+ radius) &* sourceStride
        blurColumns(middle, sourceStride, verticalTaps, radius, blurredRow, count: width &+ 2 &* radius)
        sharpenRow(
            middle + radius, blurredRow + 2 &* radius, horizontalTaps, radius, amount,
            output + row &* outputStride, width)
        row &+= 1
    }
}

/// The vertical Gaussian of one row, in 8.7.
@inline(__always)
private func blurColumns(
    _ middle: UnsafePointer<UInt8>, _ stride: Int, _ taps: UnsafePointer<UInt16>, _ radius: Int,
    _ blurred: UnsafeMutableRawPointer, count: Int
) {
    var x = 0
    while x < count {
        var sum = cv_u8_to_u16(loadU8(middle + x)) &* cv_splat_u16(taps[0])
        var above = middle + x
        var below = above
        var tap = 1
        while tap <= radius {
            above -= stride
            below += stride
            sum = sum &+ (cv_u8_to_u16(loadU8(above)) &+ cv_u8_to_u16(loadU8(below))) &* cv_splat_u16(taps[tap])
            tap &+= 1
        }
        store(cv_shr_u16(sum, 1), to: blurred + 2 &* x)
        x &+= lanes16
    }
}

/// The horizontal Gaussian of one row and what it is for: `p + amount * (p - blurred)`.
@inline(__always)
private func sharpenRow(
    _ middle: UnsafePointer<UInt8>, _ blurred: UnsafeMutableRawPointer, _ taps: UnsafePointer<UInt16>, _ radius: Int,
    _ amount: Int16, _ output: UnsafeMutablePointer<UInt8>, _ width: Int
) {
    // Each of the radius + 1 products loses half a unit on average.
    let rounding = cv_splat_u16(UInt16(truncatingIfNeeded: (radius &+ 1) / 2))
    let strength = cv_splat_i16(amount)
    let end = output + width
    var x = 0
    while x < width {
        let here = UnsafeRawPointer(blurred + 2 &* x)
        var sum = rounding &+ cv_mulhi_u16(loadU16(here), cv_splat_u16(taps[0]))
        var left = here
        var right = here
        var tap = 1
        while tap <= radius {
            left -= 2
            right += 2
            sum = sum &+ cv_mulhi_u16(loadU16(left) &+ loadU16(right), cv_splat_u16(taps[tap]))
            tap &+= 1
        }
        let sample = cv_u8_to_u16(loadU8(middle + x))
        let detail = cv_as_i16(cv_shl_u16(sample, 7) &- sum)
        // detail (8.7) * amount * 2048 / 65536 = 4 * amount * detail in whole levels
        let change = cv_shr_i16(cv_mulhi_i16(detail, strength) &+ cv_splat_i16(2), 2)
        store(cv_i16_to_u8(cv_as_i16(sample) &+ change), to: output + x, before: end)
        x &+= lanes16
    }
}
