internal import CVector

/// Bytes of scratch memory that `pilotNonLocalMeans` needs.
public func pilotNonLocalMeansScratchBytes(width: Int, planeCount: Int, radius: Int) -> Int {
    PilotRows(width: width, radius: radius, planeCount: planeCount).totalBytes
}

/// Non-local means (Buades, Coll and Morel 2005) with a 3×3 patch over 1 to 3 planes with common weights, in 16-bit
/// integers.
///
/// Samples are q = (sample − middle) × scale, rounded. A neighbour at offset o has the distance D = the sum over the
/// patch and the planes of min(|difference|, 255)², at most 65535, and the weight min(2 × max(limit − D, 0), 65535)^8,
/// scaled to 14 bits. The pixel itself takes the largest weight of its neighbours, at least one step, and moves by the
/// weighted mean of the differences: where all are equal, it stays. Each weight serves the pair of pixels it belongs to.
///
/// Pixels at least `radius` + 1 from the region's edge are valid; the rest is not written or must not be used.
///
/// - Parameters:
///   - source, output: `planeCount` planes, `planeStride` floats apart, rows `rowStride` floats apart.
///   - width: of the region; rows are readable and writable up to a multiple of 16 floats plus 16.
///   - radius: of the search window, 1 to 5.
///   - middles, scales: one per plane, such that q fits 16 bits.
///   - limit: the distance at which a weight becomes 0, at most 65535; up to `limit` − 32768 it is the largest.
///   - start: the row to go on with: 0, then what the last call returned.
///   - available: rows of `source` that hold samples; not less than in the last call, at last all.
///   - scratch: `pilotNonLocalMeansScratchBytes` bytes, aligned to 64 bytes; kept from one call to the next.
/// - Returns: the row that the next call goes on with. Rows `0..<result - 1` of `output` are finished.
@inline(never)
public func pilotNonLocalMeans(
    source: UnsafePointer<Float>, output: UnsafeMutablePointer<Float>, planeStride: Int, rowStride: Int,
    width: Int, planeCount: Int, radius: Int, middles: UnsafePointer<Float>,
    scales: UnsafePointer<Float>, limit: Int, start: Int, available: Int, scratch: UnsafeMutablePointer<Float>
) -> Int {
    let rows = PilotRows(width: width, radius: radius, planeCount: planeCount)
    let memory = UnsafeMutableRawPointer(scratch)
    var entered = start == 0 ? 0 : start &+ radius
    var y = start
    // Row y of differences completes row y - 1 of weights, which completes row y - 1 of the output.
    while y &+ radius < available {
        while entered <= y &+ radius {
            var plane = 0
            while plane < planeCount {
                enterRow(
                    source + plane &* planeStride + entered &* rowStride, width: width, middle: middles[plane],
                    scale: scales[plane], to: memory + rows.samples(entered) + plane &* rows.planeBytes)
                plane &+= 1
            }
            entered &+= 1
        }
        switch planeCount {
        case 1: weightRows(rows, memory, y, width, 1, limit)
        case 2: weightRows(rows, memory, y, width, 2, limit)
        default: weightRows(rows, memory, y, width, 3, limit)
        }
        if y > radius {
            let start = (y &- 1) &* rowStride
            let row: PilotMeansRow = (y &- 1, width, source + start, output + start, planeStride, scales)
            switch planeCount {
            case 1: averageRow1(rows, memory, row)
            case 2: averageRow2(rows, memory, row)
            default: averageRow3(rows, memory, row)
            }
        }
        y &+= 1
    }
    return y
}

/// Row `y` of differences and row `y` - 1 of weights, for all pairs of offsets.
@inline(__always)
private func weightRows(
    _ rows: PilotRows, _ memory: UnsafeMutableRawPointer, _ y: Int, _ width: Int, _ planeCount: Int, _ limit: Int
) {
    var plane = 0
    while plane < planeCount {
        doubleRow(
            memory + rows.samples(y) + plane &* rows.planeBytes, width: width,
            to: memory + rows.doubled + plane &* rows.lineBytes)
        plane &+= 1
    }
    let both = UInt32(truncatingIfNeeded: limit)
    // Row y replaces row y - 2, which is needed here for the last time.
    var oldest = memory + rows.differences(y)
    var older = memory + rows.differences(y &+ 1)
    var weights = memory + rows.weights(y &- 1)
    var dy = 0
    while dy <= rows.radius {
        let there = memory + rows.samples(y &+ dy)
        var dx = dy == 0 ? 1 : 0 &- rows.radius
        while dx <= rows.radius {
            // An offset beyond the window has a limit of 0, so no weight.
            let limits = cv_splat_pair(dx < rows.radius ? both &* 0x10001 : both)
            weightRow(rows, memory + rows.doubled, there + 4 &* dx, oldest, older, weights, width, planeCount, limits)
            oldest += rows.lineBytes
            older += rows.lineBytes
            weights += rows.lineBytes
            dx &+= 2
        }
        dy &+= 1
    }
}

/// One row of weights of one pair of offsets: squared differences of the newest row, summed with two older rows and
/// with their left and right neighbours.
///
/// - Parameters:
///   - a, b: the newest row doubled, and the row of pairs moved by the offset.
///   - oldest: the differences two rows above; the newest take their place.
///   - older: the differences one row above.
@inline(__always)
private func weightRow(
    _ rows: PilotRows, _ a: UnsafeRawPointer, _ b: UnsafeRawPointer, _ oldest: UnsafeMutableRawPointer,
    _ older: UnsafeRawPointer, _ weights: UnsafeMutableRawPointer, _ width: Int, _ planeCount: Int, _ limits: cv_u16
) {
    // Sums of a column of three, one vector to the left and here.
    var before = cv_splat_u16(0)
    var here = before
    var x = 0
    let end = 4 &* width &+ vectorBytes
    while x < end {
        var difference = squaredDifference(a + x, b + x)
        if planeCount > 1 {
            difference = cv_add_sat_u16(
                difference, squaredDifference(a + rows.lineBytes + x, b + rows.planeBytes + x))
        }
        if planeCount > 2 {
            difference = cv_add_sat_u16(
                difference, squaredDifference(a + 2 &* rows.lineBytes + x, b + 2 &* rows.planeBytes + x))
        }
        let after = cv_add_sat_u16(
            cv_add_sat_u16(loadAlignedU16(oldest + x), loadAlignedU16(older + x)), difference)
        store(difference, to: oldest + x)
        if x > 0 {
            let sides = cv_add_sat_u16(cv_shift_in_all_but_last(before, here), cv_shift_in_first(here, after))
            let rest = cv_sub_sat_u16(limits, cv_add_sat_u16(sides, here))
            let base = cv_add_sat_u16(rest, rest)
            let second = cv_mulhi_u16(base, base)
            let fourth = cv_mulhi_u16(second, second)
            store(cv_shr_u16(cv_mulhi_u16(fourth, fourth), 2), to: weights + (x &- vectorBytes))
        }
        before = here
        here = after
        x &+= vectorBytes
    }
}

@inline(__always)
private func squaredDifference(_ a: UnsafeRawPointer, _ b: UnsafeRawPointer) -> cv_u16 {
    let difference = cv_sub_sat_i16(loadAlignedI16(a), loadI16(b))
    let capped = cv_max_i16(cv_min_i16(difference, cv_splat_i16(255)), cv_splat_i16(-255))
    return cv_as_u16(capped &* capped)
}
