internal import CVector

/// Bytes of scratch memory that `unsharpTile` needs: the last rows of samples, and of these blurred along the row in 16
/// bits.
public func unsharpScratchBytes(width: Int, radius: Int) -> Int {
    let count = 2 &* radius &+ 1
    return count &* unsharpRowBytes(width: width)
}

/// Unsharp mask of a tile of 8-bit samples, in 16-bit fixed point.
///
/// Rows are first blurred along themselves, exactly, in 8.8 (`horizontalTaps` sum to 256). The blur across rows takes
/// the high halves of products with `verticalTaps`, which sum to 65536, and gives 8.7. Both keep samples in even and in
/// odd columns in vectors of their own, so that bytes are widened and narrowed in place. Taps are given from the middle
/// outwards, `radius + 1` of them; `radius` is at most 6.
///
/// - Parameters:
///   - rows: where the tile's rows begin, with `radius` more above and below. To the left and right they are mirrored
///     without repeating the edge.
///   - amount: 256 times the amount of sharpening. Times `radius + 1` that is below 32 × 256: the blur loses half a unit
///     in each of its products, which then is less than an eighth of a level.
///   - blurredRows: `unsharpScratchBytes` bytes, aligned to 64.
@inline(never)
public func unsharpTile(
    rows: UnsafePointer<UnsafePointer<UInt8>>, output: UnsafeMutablePointer<UInt8>, outputStride: Int, width: Int,
    height: Int, radius: Int, verticalTaps: UnsafePointer<UInt16>, horizontalTaps: UnsafePointer<UInt16>,
    amount: Int16, blurredRows: UnsafeMutablePointer<UInt16>
) {
    let tile = UnsharpTile(
        rows: rows, output: output, outputStride: outputStride, width: width, height: height,
        verticalTaps: verticalTaps, horizontalTaps: horizontalTaps, amount: amount, memory: blurredRows)
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
    let memory: UnsafeMutablePointer<UInt16>
}

@inline(__always)
private func sharpen(_ tile: UnsharpTile, radius: Int) {
    let horizontal = HorizontalTaps(tile.horizontalTaps, radius: radius)
    let vertical = VerticalTaps(tile.verticalTaps, radius: radius)
    let amount = cv_splat_i16(tile.amount)
    let ring = UnsharpRing(memory: tile.memory, width: tile.width, count: 2 &* radius &+ 1)
    var index = 0
    while index < 2 &* radius {
        let (samples, blurred) = ring.row(index)
        copyMirrored(tile.rows[index], to: samples, width: tile.width, radius)
        var x = 0
        while x < tile.width {
            blurAlong(samples + x, horizontal, radius, to: blurred + x)
            x &+= vectorBytes
        }
        index &+= 1
    }
    copyMirrored(tile.rows[index], to: ring.row(index).samples, width: tile.width, radius)
    var row = 0
    while row < tile.height {
        let next = row &+ 2 &* radius &+ 1
        sharpenRow(
            UnsharpRows(ring, row, radius: radius), horizontal, vertical, amount, radius,
            tile.output + row &* tile.outputStride, tile.width,
            copying: tile.rows[row &+ 1 < tile.height ? next : next &- 1], to: ring.row(next).samples)
        row &+= 1
    }
}

/// Sharpens a row, and copies `next` to where the next call needs it.
@inline(__always)
private func sharpenRow(
    _ rows: UnsharpRows, _ horizontal: HorizontalTaps, _ vertical: VerticalTaps, _ amount: cv_i16,
    _ radius: Int, _ output: UnsafeMutablePointer<UInt8>, _ width: Int, copying next: UnsafePointer<UInt8>,
    to nextSamples: UnsafeMutablePointer<UInt8>
) {
    var x = 0
    while x < width {
        let result = sharpenVector(rows, x, horizontal, vertical, amount, radius)
        if x &+ vectorBytes > width {
            cv_store_first_u8_full(output + x, result, width &- x)
            break
        }
        UnsafeMutableRawPointer(output + x).storeBytes(of: result, as: cv_u8_full.self)
        // A row ahead of its use, which would otherwise wait for these stores.
        store(loadU16(next + x), to: nextSamples + x)
        x &+= vectorBytes
    }
    completeCopy(next, to: nextSamples, width: width, radius)
}

@inline(__always)
private func sharpenVector(
    _ rows: UnsharpRows, _ x: Int, _ horizontal: HorizontalTaps, _ vertical: VerticalTaps,
    _ amount: cv_i16, _ radius: Int
) -> cv_u8_full {
    let (lastEven, lastOdd) = blurAlong(rows.lastSamples + x, horizontal, radius, to: rows.last + x)
    let samples = loadBytes(rows.samples + x)
    let even = cv_even_u8(samples)
    let odd = cv_odd_u8(samples)
    return cv_interleave_i16_to_u8(
        sharpened(even, blurAcross(rows, x, last: lastEven, vertical, radius), amount),
        sharpened(odd, blurAcross(rows, x &+ lanes16, last: lastOdd, vertical, radius), amount))
}

/// What the filter is for: `p + amount * (p - blurred)`, not yet clamped.
@inline(__always)
private func sharpened(_ sample: cv_u16, _ blurred: cv_u16, _ amount: cv_i16) -> cv_i16 {
    // In 8.7, as the amount over 32768 takes it.
    let detail = cv_as_i16(cv_shl_u16(sample, 7) &- blurred)
    return cv_as_i16(sample) &+ cv_mulround_i16(detail, amount)
}
