internal import CVector

/// Unsharp mask of a tile of 8-bit samples, in 16-bit fixed point.
///
/// The vertical sum is exact in 8.8 (`verticalTaps` sum to 256) and halved to 8.7; the horizontal one multiplies by
/// `horizontalTaps`, which sum to 65536. Taps are given from the middle outwards, `radius + 1` of them; `radius` is at most 6.
///
/// - Parameters:
///   - rows: where the tile's rows begin, with `radius` more above and below; a vector may be read behind each. To
///     the left and right the blurred rows are mirrored without repeating the edge.
///   - amount: 2048 times the amount of sharpening.
///   - blurredRow: scratch of `width + 2 * radius` 16-bit values and two vectors.
@inline(never)
public func unsharpTile(
    rows: UnsafePointer<UnsafePointer<UInt8>>, output: UnsafeMutablePointer<UInt8>, outputStride: Int, width: Int,
    height: Int, radius: Int, verticalTaps: UnsafePointer<UInt16>, horizontalTaps: UnsafePointer<UInt16>,
    amount: Int16, blurredRow: UnsafeMutablePointer<UInt16>
) {
    let tile = UnsharpTile(
        rows: rows, output: output, outputStride: outputStride, width: width, height: height,
        verticalTaps: verticalTaps, horizontalTaps: horizontalTaps, amount: amount, blurredRow: blurredRow)
    switch radius {
    case 1: sharpenRadius1(tile)
    case 2: sharpenRadius2(tile)
    case 3: sharpenRadius3(tile)
    case 4: sharpenRadius4(tile)
    case 5: sharpenRadius5(tile)
    default: sharpenRadius6(tile)
    }
}

// A radius known to the compiler leaves no loop and no branch over the taps. Functions of their own, because calls of
// one function that differ in a constant are merged before they are inlined.
@inline(never) private func sharpenRadius1(_ tile: UnsharpTile) { sharpen(tile, radius: 1) }
@inline(never) private func sharpenRadius2(_ tile: UnsharpTile) { sharpen(tile, radius: 2) }
@inline(never) private func sharpenRadius3(_ tile: UnsharpTile) { sharpen(tile, radius: 3) }
@inline(never) private func sharpenRadius4(_ tile: UnsharpTile) { sharpen(tile, radius: 4) }
@inline(never) private func sharpenRadius5(_ tile: UnsharpTile) { sharpen(tile, radius: 5) }
@inline(never) private func sharpenRadius6(_ tile: UnsharpTile) { sharpen(tile, radius: 6) }

/// The arguments of `unsharpTile`.
private struct UnsharpTile {
    let rows: UnsafePointer<UnsafePointer<UInt8>>
    let output: UnsafeMutablePointer<UInt8>
    let outputStride: Int
    let width: Int
    let height: Int
    let verticalTaps: UnsafePointer<UInt16>
    let horizontalTaps: UnsafePointer<UInt16>
    let amount: Int16
    let blurredRow: UnsafeMutablePointer<UInt16>
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
    let blurred = tile.blurredRow + radius
    var row = 0
    while row < tile.height {
        let middle = tile.rows + (row &+ radius)
        blurColumns(middle, verticalTaps, radius, blurred, count: tile.width)
        mirrorEnds(blurred, count: tile.width, radius)
        sharpenRow(
            middle[0], blurred, horizontalTaps, radius, tile.amount, tile.output + row &* tile.outputStride, tile.width)
        row &+= 1
    }
}

/// The vertical Gaussian of one row, in 8.7.
@inline(__always)
private func blurColumns(
    _ middle: UnsafePointer<UnsafePointer<UInt8>>, _ taps: UnsharpTaps, _ radius: Int,
    _ blurred: UnsafeMutablePointer<UInt16>, count: Int
) {
    let here = middle[0]
    let (above1, below1) = (middle[-1], middle[1])
    let (above2, below2) = radius >= 2 ? (middle[-2], middle[2]) : (here, here)
    let (above3, below3) = radius >= 3 ? (middle[-3], middle[3]) : (here, here)
    let (above4, below4) = radius >= 4 ? (middle[-4], middle[4]) : (here, here)
    let (above5, below5) = radius >= 5 ? (middle[-5], middle[5]) : (here, here)
    let (above6, below6) = radius >= 6 ? (middle[-6], middle[6]) : (here, here)
    var x = 0
    while x < count {
        var sum = cv_u8_to_u16(loadU8(here + x)) &* taps.middle &+ rowPair(above1 + x, below1 + x) &* taps.first
        if radius >= 2 { sum = sum &+ rowPair(above2 + x, below2 + x) &* taps.second }
        if radius >= 3 { sum = sum &+ rowPair(above3 + x, below3 + x) &* taps.third }
        if radius >= 4 { sum = sum &+ rowPair(above4 + x, below4 + x) &* taps.fourth }
        if radius >= 5 { sum = sum &+ rowPair(above5 + x, below5 + x) &* taps.fifth }
        if radius >= 6 { sum = sum &+ rowPair(above6 + x, below6 + x) &* taps.sixth }
        store(cv_shr_u16(sum, 1), to: blurred + x)
        x &+= lanes16
    }
}

@inline(__always)
private func rowPair(_ above: UnsafePointer<UInt8>, _ below: UnsafePointer<UInt8>) -> cv_u16 {
    cv_u8_to_u16(loadU8(above)) &+ cv_u8_to_u16(loadU8(below))
}

/// Continues a row by `radius` values to both sides.
@inline(__always)
private func mirrorEnds(_ values: UnsafeMutablePointer<UInt16>, count: Int, _ radius: Int) {
    var distance = 1
    while distance <= radius {
        values[0 &- distance] = values[mirrored(0 &- distance, count)]
        values[count &- 1 &+ distance] = values[mirrored(count &- 1 &+ distance, count)]
        distance &+= 1
    }
}

@inline(__always)
private func mirrored(_ position: Int, _ count: Int) -> Int {
    if count == 1 { return 0 }
    var position = position
    while position < 0 || position >= count {
        position = position < 0 ? 0 &- position : 2 &* (count &- 1) &- position
    }
    return position
}

/// The horizontal Gaussian of one row and what it is for: `p + amount * (p - blurred)`.
@inline(__always)
private func sharpenRow(
    _ samples: UnsafePointer<UInt8>, _ blurred: UnsafePointer<UInt16>, _ taps: UnsharpTaps, _ radius: Int,
    _ amount: Int16, _ output: UnsafeMutablePointer<UInt8>, _ width: Int
) {
    // Each of the radius + 1 products loses half a unit on average.
    let rounding = cv_splat_u16(UInt16(truncatingIfNeeded: (radius &+ 1) / 2))
    let strength = cv_splat_i16(amount)
    let end = output + width
    var x = 0
    while x < width {
        let here = blurred + x
        var sum = rounding &+ cv_mulhi_u16(loadU16(here), taps.middle) &+ tapPair(here, 1, taps.first)
        if radius >= 2 { sum = sum &+ tapPair(here, 2, taps.second) }
        if radius >= 3 { sum = sum &+ tapPair(here, 3, taps.third) }
        if radius >= 4 { sum = sum &+ tapPair(here, 4, taps.fourth) }
        if radius >= 5 { sum = sum &+ tapPair(here, 5, taps.fifth) }
        if radius >= 6 { sum = sum &+ tapPair(here, 6, taps.sixth) }
        let sample = cv_u8_to_u16(loadU8(samples + x))
        let detail = cv_as_i16(cv_shl_u16(sample, 7) &- sum)
        // detail (8.7) * amount * 2048 / 65536 = 4 * amount * detail in whole levels
        let change = cv_shr_i16(cv_mulhi_i16(detail, strength) &+ cv_splat_i16(2), 2)
        store(cv_i16_to_u8(cv_as_i16(sample) &+ change), to: output + x, before: end)
        x &+= lanes16
    }
}

/// The values `distance` to the left and to the right, times their tap.
@inline(__always)
private func tapPair(_ here: UnsafePointer<UInt16>, _ distance: Int, _ tap: cv_u16) -> cv_u16 {
    cv_mulhi_u16(loadU16(here - distance) &+ loadU16(here + distance), tap)
}
