internal import CVector

/// Unsharp mask of a tile of 8-bit samples, in 16-bit fixed point.
///
/// The vertical sum is exact in 8.8 (`verticalTaps` sum to 256) and halved to 8.7; the horizontal one multiplies by
/// `horizontalTaps`, which sum to 65536. Taps are given from the middle outwards, `radius + 1` of them; `radius` is at most 6.
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
    let tile = UnsharpTile(
        source: source, sourceStride: sourceStride, output: output, outputStride: outputStride, width: width,
        height: height, verticalTaps: verticalTaps, horizontalTaps: horizontalTaps, amount: amount,
        blurredRow: blurredRow)
    // A radius known to the compiler leaves no loop over the taps.
    switch radius {
    case 1: sharpen(tile, radius: 1)
    case 2: sharpen(tile, radius: 2)
    case 3: sharpen(tile, radius: 3)
    case 4: sharpen(tile, radius: 4)
    case 5: sharpen(tile, radius: 5)
    default: sharpen(tile, radius: 6)
    }
}

/// The arguments of `unsharpTile`.
private struct UnsharpTile {
    let source: UnsafePointer<UInt8>
    let sourceStride: Int
    let output: UnsafeMutablePointer<UInt8>
    let outputStride: Int
    let width: Int
    let height: Int
    let verticalTaps: UnsafePointer<UInt16>
    let horizontalTaps: UnsafePointer<UInt16>
    let amount: Int16
    let blurredRow: UnsafeMutableRawPointer
}

/// The taps of one direction in every lane, those beyond the radius zero: read once, not once a vector.
private struct UnsharpTaps {
    let middle, first, second, third, fourth, fifth, sixth: cv_u16

    @inline(__always)
    init(_ taps: UnsafePointer<UInt16>, radius: Int) {
        middle = cv_splat_u16(taps[0])
        first = cv_splat_u16(taps[1])
        second = cv_splat_u16(radius >= 2 ? taps[2] : 0)
        third = cv_splat_u16(radius >= 3 ? taps[3] : 0)
        fourth = cv_splat_u16(radius >= 4 ? taps[4] : 0)
        fifth = cv_splat_u16(radius >= 5 ? taps[5] : 0)
        sixth = cv_splat_u16(radius >= 6 ? taps[6] : 0)
    }
}

@inline(__always)
private func sharpen(_ tile: UnsharpTile, radius: Int) {
    let verticalTaps = UnsharpTaps(tile.verticalTaps, radius: radius)
    let horizontalTaps = UnsharpTaps(tile.horizontalTaps, radius: radius)
    var row = 0
    while row < tile.height {
        let middle = tile.source + (row &+ radius) &* tile.sourceStride
        blurColumns(
            middle, tile.sourceStride, verticalTaps, radius, tile.blurredRow, count: tile.width &+ 2 &* radius)
        sharpenRow(
            middle + radius, tile.blurredRow + 2 &* radius, horizontalTaps, radius, tile.amount,
            tile.output + row &* tile.outputStride, tile.width)
        row &+= 1
    }
}

/// The vertical Gaussian of one row, in 8.7.
@inline(__always)
private func blurColumns(
    _ middle: UnsafePointer<UInt8>, _ stride: Int, _ taps: UnsharpTaps, _ radius: Int,
    _ blurred: UnsafeMutableRawPointer, count: Int
) {
    var x = 0
    while x < count {
        let here = middle + x
        var sum = cv_u8_to_u16(loadU8(here)) &* taps.middle &+ rowPair(here, stride) &* taps.first
        if radius >= 2 { sum = sum &+ rowPair(here, 2 &* stride) &* taps.second }
        if radius >= 3 { sum = sum &+ rowPair(here, 3 &* stride) &* taps.third }
        if radius >= 4 { sum = sum &+ rowPair(here, 4 &* stride) &* taps.fourth }
        if radius >= 5 { sum = sum &+ rowPair(here, 5 &* stride) &* taps.fifth }
        if radius >= 6 { sum = sum &+ rowPair(here, 6 &* stride) &* taps.sixth }
        store(cv_shr_u16(sum, 1), to: blurred + 2 &* x)
        x &+= lanes16
    }
}

/// The sum of the samples `distance` before and behind.
@inline(__always)
private func rowPair(_ here: UnsafePointer<UInt8>, _ distance: Int) -> cv_u16 {
    cv_u8_to_u16(loadU8(here - distance)) &+ cv_u8_to_u16(loadU8(here + distance))
}

/// The horizontal Gaussian of one row and what it is for: `p + amount * (p - blurred)`.
@inline(__always)
private func sharpenRow(
    _ middle: UnsafePointer<UInt8>, _ blurred: UnsafeMutableRawPointer, _ taps: UnsharpTaps, _ radius: Int,
    _ amount: Int16, _ output: UnsafeMutablePointer<UInt8>, _ width: Int
) {
    // Each of the radius + 1 products loses half a unit on average.
    let rounding = cv_splat_u16(UInt16(truncatingIfNeeded: (radius &+ 1) / 2))
    let strength = cv_splat_i16(amount)
    let end = output + width
    var x = 0
    while x < width {
        let here = UnsafeRawPointer(blurred + 2 &* x)
        var sum = rounding &+ cv_mulhi_u16(loadU16(here), taps.middle) &+ tapPair(here, 1, taps.first)
        if radius >= 2 { sum = sum &+ tapPair(here, 2, taps.second) }
        if radius >= 3 { sum = sum &+ tapPair(here, 3, taps.third) }
        if radius >= 4 { sum = sum &+ tapPair(here, 4, taps.fourth) }
        if radius >= 5 { sum = sum &+ tapPair(here, 5, taps.fifth) }
        if radius >= 6 { sum = sum &+ tapPair(here, 6, taps.sixth) }
        let sample = cv_u8_to_u16(loadU8(middle + x))
        let detail = cv_as_i16(cv_shl_u16(sample, 7) &- sum)
        // detail (8.7) * amount * 2048 / 65536 = 4 * amount * detail in whole levels
        let change = cv_shr_i16(cv_mulhi_i16(detail, strength) &+ cv_splat_i16(2), 2)
        store(cv_i16_to_u8(cv_as_i16(sample) &+ change), to: output + x, before: end)
        x &+= lanes16
    }
}

/// The values `distance` to the left and to the right, times their tap.
@inline(__always)
private func tapPair(_ here: UnsafeRawPointer, _ distance: Int, _ tap: cv_u16) -> cv_u16 {
    cv_mulhi_u16(loadU16(here - 2 &* distance) &+ loadU16(here + 2 &* distance), tap)
}
