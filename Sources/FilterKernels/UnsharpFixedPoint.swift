internal import CVector

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
///   - amount: 2048 times the amount of sharpening.
///   - blurredRows: scratch of `2 * radius + 1` times `3 * width + 128` bytes, `width` being rounded up to 64, and
///     aligned to 64.
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
    let strength = UnsharpStrength(amount: tile.amount, radius: radius)
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
            UnsharpRows(ring, row, radius: radius), horizontal, vertical, strength, radius,
            tile.output + row &* tile.outputStride, tile.width,
            copying: tile.rows[row &+ 1 < tile.height ? next : next &- 1], to: ring.row(next).samples)
        row &+= 1
    }
}

// Rows ---------------------------------------------------------------------------------------------------------------

/// The last rows of the tile: samples with their mirrored ends, and blurred along the row. For each vector of samples
/// there is a vector of blurred ones from its even columns, then one from its odd columns.
private struct UnsharpRing {
    let memory: UnsafeMutableRawPointer
    let sampleBytes: Int
    let rowBytes: Int
    let count: Int

    @inline(__always)
    init(memory: UnsafeMutablePointer<UInt16>, width: Int, count: Int) {
        let wholeWidth = (width &+ 63) / 64 &* 64
        self.memory = UnsafeMutableRawPointer(memory)
        self.count = count
        sampleBytes = wholeWidth &+ 128
        rowBytes = sampleBytes &+ 2 &* wholeWidth
    }

    @inline(__always)
    func row(_ index: Int) -> (samples: UnsafeMutablePointer<UInt8>, blurred: UnsafeMutablePointer<UInt16>) {
        let start = memory + index % count &* rowBytes
        return (
            (start + 64).assumingMemoryBound(to: UInt8.self),
            (start + sampleBytes).assumingMemoryBound(to: UInt16.self)
        )
    }
}

/// Copies a row and continues it by `radius` samples to both sides.
@inline(__always)
private func copyMirrored(
    _ source: UnsafePointer<UInt8>, to samples: UnsafeMutablePointer<UInt8>, width: Int, _ radius: Int
) {
    var x = 0
    while x &+ vectorBytes <= width {
        store(loadU16(source + x), to: samples + x)
        x &+= vectorBytes
    }
    completeCopy(source, to: samples, width: width, radius)
}

/// What is left of `copyMirrored` when all whole vectors were copied.
@inline(__always)
private func completeCopy(
    _ source: UnsafePointer<UInt8>, to samples: UnsafeMutablePointer<UInt8>, width: Int, _ radius: Int
) {
    if width >= vectorBytes {
        store(loadU16(source + (width &- vectorBytes)), to: samples + (width &- vectorBytes))
    } else {
        var x = 0
        while x < width {
            samples[x] = source[x]
            x &+= 1
        }
    }
    var distance = 1
    while distance <= radius {
        samples[0 &- distance] = source[mirrored(0 &- distance, width)]
        samples[width &- 1 &+ distance] = source[mirrored(width &- 1 &+ distance, width)]
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

// The blur along a row -------------------------------------------------------------------------------------------------

/// Taps in every lane, those beyond the radius zero.
private struct HorizontalTaps {
    let middle, first, second, third, fourth, fifth, sixth: cv_u16
    /// Pairs for two neighbouring samples, the first of which lies n samples to the left, or n - 1 to the right. The
    /// middle tap is shared by two pairs: each sum of products then stays below 32768.
    let left1, right1, left3, right3, left5, right5, left7, right7: cv_u8_full

    @inline(__always)
    init(_ taps: UnsafePointer<UInt16>, radius: Int) {
        middle = cv_splat_u16(taps[0])
        first = cv_splat_u16(taps[1])
        second = cv_splat_u16(radius >= 2 ? taps[2] : 0)
        third = cv_splat_u16(radius >= 3 ? taps[3] : 0)
        fourth = cv_splat_u16(radius >= 4 ? taps[4] : 0)
        fifth = cv_splat_u16(radius >= 5 ? taps[5] : 0)
        sixth = cv_splat_u16(radius >= 6 ? taps[6] : 0)
        let half = cv_shr_u16(middle, 1)
        left1 = HorizontalTaps.pair(first, half)
        right1 = HorizontalTaps.pair(half, first)
        left3 = HorizontalTaps.pair(third, second)
        right3 = HorizontalTaps.pair(second, third)
        left5 = HorizontalTaps.pair(fifth, fourth)
        right5 = HorizontalTaps.pair(fourth, fifth)
        left7 = HorizontalTaps.pair(cv_splat_u16(0), sixth)
        right7 = HorizontalTaps.pair(sixth, cv_splat_u16(0))
    }

    @inline(__always)
    private static func pair(_ even: cv_u16, _ odd: cv_u16) -> cv_u8_full {
        unsafeBitCast(even &+ cv_shl_u16(odd, 8), to: cv_u8_full.self)
    }
}

@inline(__always)
private func loadBytes(_ address: UnsafePointer<UInt8>) -> cv_u8_full {
    UnsafeRawPointer(address).loadUnaligned(as: cv_u8_full.self)
}

/// Blurs one vector of samples, and returns what it stores.
@inline(__always) @discardableResult
private func blurAlong(
    _ samples: UnsafePointer<UInt8>, _ taps: HorizontalTaps, _ radius: Int,
    to blurred: UnsafeMutablePointer<UInt16>
) -> (even: cv_u16, odd: cv_u16) {
    let even: cv_u16
    let odd: cv_u16
    if lanes16 == 8 {
        (even, odd) = foldedSums(samples, taps, radius)
    } else {
        (even, odd) = (pairedSum(samples, taps, radius), pairedSum(samples + 1, taps, radius))
    }
    store(even, to: blurred)
    store(odd, to: blurred + lanes16)
    return (even, odd)
}

/// The blurred samples in every second column, by an instruction that multiplies and adds bytes in pairs.
@inline(__always)
private func pairedSum(_ here: UnsafePointer<UInt8>, _ taps: HorizontalTaps, _ radius: Int) -> cv_u16 {
    var sum = cv_madd_u8(loadBytes(here - 1), taps.left1) &+ cv_madd_u8(loadBytes(here), taps.right1)
    if radius >= 2 {
        sum = sum &+ (cv_madd_u8(loadBytes(here - 3), taps.left3) &+ cv_madd_u8(loadBytes(here + 2), taps.right3))
    }
    if radius >= 4 {
        sum = sum &+ (cv_madd_u8(loadBytes(here - 5), taps.left5) &+ cv_madd_u8(loadBytes(here + 4), taps.right5))
    }
    if radius >= 6 {
        sum = sum &+ (cv_madd_u8(loadBytes(here - 7), taps.left7) &+ cv_madd_u8(loadBytes(here + 6), taps.right7))
    }
    return sum
}

/// The same for instruction sets without it: samples at equal distance are added first.
@inline(__always)
private func foldedSums(
    _ samples: UnsafePointer<UInt8>, _ taps: HorizontalTaps, _ radius: Int
) -> (even: cv_u16, odd: cv_u16) {
    let here = loadBytes(samples)
    let left2 = loadBytes(samples - 2)
    let right2 = loadBytes(samples + 2)
    var even = cv_even_u8(here) &* taps.middle &+ (cv_odd_u8(left2) &+ cv_odd_u8(here)) &* taps.first
    var odd = cv_odd_u8(here) &* taps.middle &+ (cv_even_u8(here) &+ cv_even_u8(right2)) &* taps.first
    if radius >= 2 {
        even = even &+ (cv_even_u8(left2) &+ cv_even_u8(right2)) &* taps.second
        odd = odd &+ (cv_odd_u8(left2) &+ cv_odd_u8(right2)) &* taps.second
    }
    if radius >= 3 {
        let left4 = loadBytes(samples - 4)
        let right4 = loadBytes(samples + 4)
        even = even &+ (cv_odd_u8(left4) &+ cv_odd_u8(right2)) &* taps.third
        odd = odd &+ (cv_even_u8(left2) &+ cv_even_u8(right4)) &* taps.third
        if radius >= 4 {
            even = even &+ (cv_even_u8(left4) &+ cv_even_u8(right4)) &* taps.fourth
            odd = odd &+ (cv_odd_u8(left4) &+ cv_odd_u8(right4)) &* taps.fourth
        }
        if radius >= 5 {
            let left6 = loadBytes(samples - 6)
            let right6 = loadBytes(samples + 6)
            even = even &+ (cv_odd_u8(left6) &+ cv_odd_u8(right4)) &* taps.fifth
            odd = odd &+ (cv_even_u8(left4) &+ cv_even_u8(right6)) &* taps.fifth
            if radius >= 6 {
                even = even &+ (cv_even_u8(left6) &+ cv_even_u8(right6)) &* taps.sixth
                odd = odd &+ (cv_odd_u8(left6) &+ cv_odd_u8(right6)) &* taps.sixth
            }
        }
    }
    return (even, odd)
}

// The blur across rows, and the result ----------------------------------------------------------------------------------

/// Taps in every lane, those beyond the radius zero. The middle one is halved: values at equal distance from it are
/// averaged, not added.
private struct VerticalTaps {
    let middle, first, second, third, fourth, fifth, sixth: cv_u16

    @inline(__always)
    init(_ taps: UnsafePointer<UInt16>, radius: Int) {
        middle = cv_splat_u16(taps[0] >> 1)
        first = cv_splat_u16(taps[1])
        second = cv_splat_u16(radius >= 2 ? taps[2] : 0)
        third = cv_splat_u16(radius >= 3 ? taps[3] : 0)
        fourth = cv_splat_u16(radius >= 4 ? taps[4] : 0)
        fifth = cv_splat_u16(radius >= 5 ? taps[5] : 0)
        sixth = cv_splat_u16(radius >= 6 ? taps[6] : 0)
    }
}

/// The amount of sharpening, and what rounds its result.
private struct UnsharpStrength {
    let amount: cv_i16
    let rounding: cv_i16

    @inline(__always)
    init(amount: Int16, radius: Int) {
        self.amount = cv_splat_i16(amount)
        // Half a level, less what the blur lost: half a unit in each of its radius + 1 products.
        let lost = (Int32(truncatingIfNeeded: radius &+ 1) &* Int32(amount) &+ 65536) >> 17
        rounding = cv_splat_i16(Int16(truncatingIfNeeded: 2 &- lost))
    }
}

/// The rows that one row of the result needs: samples, and rows blurred along themselves. Those beyond the radius are
/// any. The last of them, at the distance of the radius, is blurred on the way.
private struct UnsharpRows {
    let samples, lastSamples: UnsafePointer<UInt8>
    let here, above1, below1, above2, below2, above3, below3: UnsafePointer<UInt16>
    let above4, below4, above5, below5, above6, below6: UnsafePointer<UInt16>
    let last: UnsafeMutablePointer<UInt16>

    @inline(__always)
    init(_ ring: UnsharpRing, _ row: Int, radius: Int) {
        let middle = row &+ radius
        samples = UnsafePointer(ring.row(middle).samples)
        lastSamples = UnsafePointer(ring.row(middle &+ radius).samples)
        last = ring.row(middle &+ radius).blurred
        here = UnsafePointer(ring.row(middle).blurred)
        above1 = UnsafePointer(ring.row(middle &- 1).blurred)
        below1 = UnsafePointer(ring.row(middle &+ 1).blurred)
        above2 = radius >= 2 ? UnsafePointer(ring.row(middle &- 2).blurred) : here
        below2 = radius >= 2 ? UnsafePointer(ring.row(middle &+ 2).blurred) : here
        above3 = radius >= 3 ? UnsafePointer(ring.row(middle &- 3).blurred) : here
        below3 = radius >= 3 ? UnsafePointer(ring.row(middle &+ 3).blurred) : here
        above4 = radius >= 4 ? UnsafePointer(ring.row(middle &- 4).blurred) : here
        below4 = radius >= 4 ? UnsafePointer(ring.row(middle &+ 4).blurred) : here
        above5 = radius >= 5 ? UnsafePointer(ring.row(middle &- 5).blurred) : here
        below5 = radius >= 5 ? UnsafePointer(ring.row(middle &+ 5).blurred) : here
        above6 = radius >= 6 ? UnsafePointer(ring.row(middle &- 6).blurred) : here
        below6 = radius >= 6 ? UnsafePointer(ring.row(middle &+ 6).blurred) : here
    }
}

/// Sharpens a row, and copies `next` to where the next call needs it.
@inline(__always)
private func sharpenRow(
    _ rows: UnsharpRows, _ horizontal: HorizontalTaps, _ vertical: VerticalTaps, _ strength: UnsharpStrength,
    _ radius: Int, _ output: UnsafeMutablePointer<UInt8>, _ width: Int, copying next: UnsafePointer<UInt8>,
    to nextSamples: UnsafeMutablePointer<UInt8>
) {
    var x = 0
    while x < width {
        let result = sharpenVector(rows, x, horizontal, vertical, strength, radius)
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
    _ strength: UnsharpStrength, _ radius: Int
) -> cv_u8_full {
    let (lastEven, lastOdd) = blurAlong(rows.lastSamples + x, horizontal, radius, to: rows.last + x)
    let samples = loadBytes(rows.samples + x)
    let even = cv_even_u8(samples)
    let odd = cv_odd_u8(samples)
    return cv_interleave_i16_to_u8(
        sharpened(even, blurAcross(rows, x, last: lastEven, vertical, radius), strength),
        sharpened(odd, blurAcross(rows, x &+ lanes16, last: lastOdd, vertical, radius), strength))
}

/// The blur across rows of one vector, `position` elements into them, in 8.7.
@inline(__always)
private func blurAcross(
    _ rows: UnsharpRows, _ position: Int, last: cv_u16, _ taps: VerticalTaps, _ radius: Int
) -> cv_u16 {
    var sum = cv_mulhi_u16(loadAlignedU16(rows.here + position), taps.middle)
    let below1 = radius == 1 ? last : loadAlignedU16(rows.below1 + position)
    sum = sum &+ cv_mulhi_u16(cv_avg_u16(loadAlignedU16(rows.above1 + position), below1), taps.first)
    if radius >= 2 {
        let below = radius == 2 ? last : loadAlignedU16(rows.below2 + position)
        sum = sum &+ cv_mulhi_u16(cv_avg_u16(loadAlignedU16(rows.above2 + position), below), taps.second)
    }
    if radius >= 3 {
        let below = radius == 3 ? last : loadAlignedU16(rows.below3 + position)
        sum = sum &+ cv_mulhi_u16(cv_avg_u16(loadAlignedU16(rows.above3 + position), below), taps.third)
    }
    if radius >= 4 {
        let below = radius == 4 ? last : loadAlignedU16(rows.below4 + position)
        sum = sum &+ cv_mulhi_u16(cv_avg_u16(loadAlignedU16(rows.above4 + position), below), taps.fourth)
    }
    if radius >= 5 {
        let below = radius == 5 ? last : loadAlignedU16(rows.below5 + position)
        sum = sum &+ cv_mulhi_u16(cv_avg_u16(loadAlignedU16(rows.above5 + position), below), taps.fifth)
    }
    if radius >= 6 {
        sum = sum &+ cv_mulhi_u16(cv_avg_u16(loadAlignedU16(rows.above6 + position), last), taps.sixth)
    }
    return sum
}

/// What the filter is for: `p + amount * (p - blurred)`, not yet clamped.
@inline(__always)
private func sharpened(_ sample: cv_u16, _ blurred: cv_u16, _ strength: UnsharpStrength) -> cv_i16 {
    let detail = cv_as_i16(cv_shl_u16(sample, 7) &- blurred)
    // detail (8.7) * amount * 2048 / 65536 = 4 * amount * detail in whole levels
    let change = cv_shr_i16(cv_mulhi_i16(detail, strength.amount) &+ strength.rounding, 2)
    return cv_as_i16(sample) &+ change
}
