internal import CVector

/// Number of floats of scratch memory that `pilotNonLocalMeans` needs.
public func pilotNonLocalMeansScratchCount(width: Int, radius: Int) -> Int {
    PilotRows(width: width, radius: radius).totalCount
}

/// Non-local means (Buades, Coll and Morel 2005) with a 3×3 patch over 1 to 3 planes with common weights.
///
/// A neighbour at offset o has weight max(0, min(1, ceiling − d))^8, d = the sum over the patch and the planes of
/// `factors[plane]` × squared difference; the pixel itself takes the largest weight of its neighbours. Each weight
/// serves the pair of pixels it belongs to.
///
/// Pixels at least `radius` + 1 from the region's edge are valid; the rest is not written or must not be used.
///
/// - Parameters:
///   - source, output: `planeCount` planes, `planeStride` floats apart, rows `rowStride` floats apart.
///   - width, height: of the region; rows are readable and writable up to a multiple of 16 floats plus 16.
///   - radius: of the search window, 1 to 7.
///   - factors: one per plane: 1 / (planes × 9 × noise variance × cut-off distance).
///   - ceiling: 1 + 2 / cut-off distance: two noise variances are what equal patches differ by.
///   - scratch: `pilotNonLocalMeansScratchCount` floats.
@inline(never)
public func pilotNonLocalMeans(
    source: UnsafePointer<Float>, output: UnsafeMutablePointer<Float>, planeStride: Int, rowStride: Int,
    width: Int, height: Int, planeCount: Int, radius: Int, factors: UnsafePointer<Float>, ceiling: Float,
    scratch: UnsafeMutablePointer<Float>
) {
    switch planeCount {
    case 1: runPilot(source, output, planeStride, rowStride, width, height, 1, radius, factors, ceiling, scratch)
    case 2: runPilot(source, output, planeStride, rowStride, width, height, 2, radius, factors, ceiling, scratch)
    default: runPilot(source, output, planeStride, rowStride, width, height, 3, radius, factors, ceiling, scratch)
    }
}

/// Where the rows in flight lie: per offset of the half window two rows of differences and `radius` + 1 of weights.
/// Row y of either is in slot y modulo their number.
private struct PilotRows {
    let line: Int
    let radius: Int

    init(width: Int, radius: Int) {
        // Room at both ends for loads shifted by the radius.
        line = (width &+ 15) & ~15 &+ 32
        self.radius = radius
    }

    var offsetCount: Int { 2 &* radius &* (radius &+ 1) }
    private var weights: Int { offsetCount &* 2 &* line }
    var totalCount: Int { weights &+ offsetCount &* (radius &+ 1) &* line }

    @inline(__always) func difference(slot: Int) -> Int { 16 &+ slot &* offsetCount &* line }
    @inline(__always) func weight(slot: Int) -> Int { weights &+ 16 &+ slot &* offsetCount &* line }
}

@inline(__always)
private func runPilot(
    _ source: UnsafePointer<Float>, _ output: UnsafeMutablePointer<Float>, _ planeStride: Int, _ rowStride: Int,
    _ width: Int, _ height: Int, _ planeCount: Int, _ radius: Int, _ factors: UnsafePointer<Float>, _ ceiling: Float,
    _ scratch: UnsafeMutablePointer<Float>
) {
    let rows = PilotRows(width: width, radius: radius)
    clear(scratch, rows.totalCount)
    var y = 0
    // Row y of differences completes row y - 1 of weights, which completes row y - 1 of the output.
    while y &+ radius < height {
        // Row y replaces row y - 2, which is needed here for the last time.
        var difference = scratch + rows.difference(slot: y & 1)
        let newer = scratch + rows.difference(slot: 1 &- y & 1) - difference
        var weight = scratch + rows.weight(slot: (y &+ radius) % (radius &+ 1))
        let here = source + y &* rowStride
        var dy = 0
        while dy <= radius {
            var dx = dy == 0 ? 1 : 0 &- radius
            while dx <= radius {
                let there = here + dy &* rowStride + dx
                weightRow(
                    here, there, planeStride, width, planeCount, factors, ceiling, difference, difference + newer,
                    weight)
                difference += rows.line
                weight += rows.line
                dx &+= 1
            }
            dy &+= 1
        }
        if y > radius {
            averageRow(rows, source, output, planeStride, rowStride, width, y &- 1, planeCount, scratch)
        }
        y &+= 1
    }
}

/// One row of weights of one offset: squared differences of the newest row, summed with two older rows and with
/// their left and right neighbours.
///
/// - Parameters:
///   - a, b: the newest row, and the same moved by the offset.
///   - oldest: the differences two rows above; the newest take their place.
///   - older: the differences one row above.
@inline(__always)
private func weightRow(
    _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, _ planeStride: Int, _ width: Int, _ planeCount: Int,
    _ factors: UnsafePointer<Float>, _ ceiling: Float, _ oldest: UnsafeMutablePointer<Float>,
    _ older: UnsafeMutablePointer<Float>, _ weights: UnsafeMutablePointer<Float>
) {
    let lanes = Int(CV_LANES32)
    let k0 = cv_f32(repeating: factors[0])
    let k1 = cv_f32(repeating: planeCount > 1 ? factors[1] : 0)
    let k2 = cv_f32(repeating: planeCount > 2 ? factors[2] : 0)
    let top = cv_f32(repeating: ceiling)
    let one = cv_f32(repeating: 1)
    let zero = cv_f32(repeating: 0)
    // Sums of a column of three, one vector to the left and here.
    var before = zero
    var here = zero
    var x = 0
    while x < width &+ lanes {
        let d0 = load(a + x) - load(b + x)
        var difference = d0 * d0 * k0
        if planeCount > 1 {
            let d1 = load(a + planeStride + x) - load(b + planeStride + x)
            difference = difference + d1 * d1 * k1
        }
        if planeCount > 2 {
            let d2 = load(a + 2 &* planeStride + x) - load(b + 2 &* planeStride + x)
            difference = difference + d2 * d2 * k2
        }
        let after = load(oldest + x) + load(older + x) + difference
        store(difference, oldest + x)
        if x > 0 {
            let d = cv_previous_f32(before, here) + here + cv_next_f32(here, after)
            let y = cv_max_f32(cv_min_f32(top - d, one), zero)
            let y2 = y * y
            let y4 = y2 * y2
            store(y4 * y4, weights + x - lanes)
        }
        before = here
        here = after
        x &+= lanes
    }
}

/// Averages row `y` over the window, both halves of it.
@inline(__always)
private func averageRow(
    _ rows: PilotRows, _ source: UnsafePointer<Float>, _ output: UnsafeMutablePointer<Float>, _ planeStride: Int,
    _ rowStride: Int, _ width: Int, _ y: Int, _ planeCount: Int, _ scratch: UnsafeMutablePointer<Float>
) {
    let radius = rows.radius
    let smallest = cv_f32(repeating: 1e-6)
    let slots = radius &+ 1
    let slot = y % slots
    let after0 = scratch + rows.weight(slot: slot)
    let here = source + y &* rowStride
    let target = output + y &* rowStride
    var x = 0
    while x < width {
        var sum0 = cv_f32(repeating: 0)
        var sum1 = sum0
        var sum2 = sum0
        var total = sum0
        var largest = smallest
        var after = after0 + x
        var dy = 0
        while dy <= radius {
            var dx = dy == 0 ? 1 : 0 &- radius
            // Row y - dy of the weights lies this far from row y.
            let back = (slot >= dy ? 0 &- dy : slots &- dy) &* rows.offsetCount &* rows.line
            while dx <= radius {
                let w = load(after)
                let v = load(after + back - dx)
                let p = here + dy &* rowStride + dx + x
                let m = here - dy &* rowStride - dx + x
                sum0 = sum0 + w * load(p)
                sum0 = sum0 + v * load(m)
                if planeCount > 1 {
                    sum1 = sum1 + w * load(p + planeStride)
                    sum1 = sum1 + v * load(m + planeStride)
                }
                if planeCount > 2 {
                    sum2 = sum2 + w * load(p + 2 &* planeStride)
                    sum2 = sum2 + v * load(m + 2 &* planeStride)
                }
                total = total + w
                total = total + v
                largest = cv_max_f32(largest, cv_max_f32(w, v))
                after += rows.line
                dx &+= 1
            }
            dy &+= 1
        }
        let scale = 1 / (total + largest)
        store((sum0 + largest * load(here + x)) * scale, target + x)
        if planeCount > 1 {
            store((sum1 + largest * load(here + planeStride + x)) * scale, target + planeStride + x)
        }
        if planeCount > 2 {
            store((sum2 + largest * load(here + 2 &* planeStride + x)) * scale, target + 2 &* planeStride + x)
        }
        x &+= Int(CV_LANES32)
    }
}
