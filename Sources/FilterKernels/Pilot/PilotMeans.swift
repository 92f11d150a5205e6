internal import CVector

// The second half of `pilotNonLocalMeans`: means over the window.

/// Where the weights and the samples of one row of offsets begin for a row of pixels, at its left end: on this side and
/// on the other, whose pixel has the same weight.
private typealias PilotOffsetRow = (
    weights: UnsafeRawPointer, mirroredWeights: UnsafeRawPointer, samples: UnsafeRawPointer,
    mirroredSamples: UnsafeRawPointer
)

/// Sums over pairs of offsets for one vector of pixels: of weighted samples of each plane, and of weights.
private typealias PilotSums = (first: cv_i32, second: cv_i32, third: cv_i32, weights: cv_i32, largest: cv_i16)

/// One row of the result: its samples, where it goes, and what turns steps back into samples.
typealias PilotMeansRow = (
    y: Int, width: Int, source: UnsafePointer<Float>, output: UnsafeMutablePointer<Float>, planeStride: Int,
    scales: UnsafePointer<Float>
)

// A number of planes known to the compiler leaves no branch over planes. Functions of their own, because calls of one
// function that differ in a constant are merged before they are inlined.
@inline(never) func averageRow1(_ rows: PilotRows, _ memory: UnsafeMutableRawPointer, _ row: PilotMeansRow) {
    averageRow(rows, memory, row, planeCount: 1)
}
@inline(never) func averageRow2(_ rows: PilotRows, _ memory: UnsafeMutableRawPointer, _ row: PilotMeansRow) {
    averageRow(rows, memory, row, planeCount: 2)
}
@inline(never) func averageRow3(_ rows: PilotRows, _ memory: UnsafeMutableRawPointer, _ row: PilotMeansRow) {
    averageRow(rows, memory, row, planeCount: 3)
}

/// Averages a row over the window, both halves of it.
@inline(__always)
private func averageRow(
    _ rows: PilotRows, _ memory: UnsafeMutableRawPointer, _ row: PilotMeansRow, planeCount: Int
) {
    let (y, width, source, output, planeStride, scales) = row
    let zero = cv_splat_i32(0)
    let table = (memory + rows.offsetRows).assumingMemoryBound(to: PilotOffsetRow.self)
    var dy = 0
    while dy <= rows.radius {
        table[dy] = offsetRow(dy, rows, memory, y)
        dy &+= 1
    }
    var x = 0
    while x < width {
        var sums: PilotSums = (zero, zero, zero, zero, cv_splat_i16(1))
        var offsets = UnsafePointer(table)
        let end = offsets + rows.radius
        var pairs = rows.pairsInFirstRow
        while offsets <= end {
            var weights = offsets.pointee.weights + 4 &* x
            var mirrored = offsets.pointee.mirroredWeights + 4 &* x
            var samples = offsets.pointee.samples + 4 &* x
            var mirroredSamples = offsets.pointee.mirroredSamples + 4 &* x
            while pairs >= 4 {
                addPair(0, weights, mirrored, samples, mirroredSamples, rows, planeCount, to: &sums)
                addPair(1, weights, mirrored, samples, mirroredSamples, rows, planeCount, to: &sums)
                addPair(2, weights, mirrored, samples, mirroredSamples, rows, planeCount, to: &sums)
                addPair(3, weights, mirrored, samples, mirroredSamples, rows, planeCount, to: &sums)
                weights += 4 &* rows.lineBytes
                mirrored += 4 &* (rows.lineBytes &- 8)
                samples += 32
                mirroredSamples -= 32
                pairs &-= 4
            }
            if pairs > 0 { addPair(0, weights, mirrored, samples, mirroredSamples, rows, planeCount, to: &sums) }
            if pairs > 1 { addPair(1, weights, mirrored, samples, mirroredSamples, rows, planeCount, to: &sums) }
            if pairs > 2 { addPair(2, weights, mirrored, samples, mirroredSamples, rows, planeCount, to: &sums) }
            pairs = rows.pairsInRow
            offsets += 1
        }
        let largest = cv_as_u16(sums.largest)
        let own = cv_max_f32(cv_i32_to_f32(cv_even_u16(largest)), cv_i32_to_f32(cv_odd_u16(largest)))
        let share = 1 / (cv_i32_to_f32(sums.weights) + own)
        let here = UnsafeRawPointer(memory) + rows.samples(y) + 4 &* x
        move(source + x, here, sums.first, sums.weights, share * (1 / scales[0]), to: output + x)
        if planeCount > 1 {
            let plane = planeStride &+ x
            move(
                source + plane, here + rows.planeBytes, sums.second, sums.weights, share * (1 / scales[1]),
                to: output + plane)
        }
        if planeCount > 2 {
            let plane = 2 &* planeStride &+ x
            move(
                source + plane, here + 2 &* rows.planeBytes, sums.third, sums.weights, share * (1 / scales[2]),
                to: output + plane)
        }
        x &+= lanes32
    }
}

@inline(__always)
private func offsetRow(_ dy: Int, _ rows: PilotRows, _ memory: UnsafeRawPointer, _ y: Int) -> PilotOffsetRow {
    let dx = dy == 0 ? 1 : 0 &- rows.radius
    let firstPair = dy == 0 ? 0 : rows.pairsInFirstRow &+ (dy &- 1) &* rows.pairsInRow
    // On the other side one element early: the second offset's weight of the pixel before stands next to the first
    // offset's of this one, as their samples do.
    return (
        weights: memory + (rows.weights(y) &+ firstPair &* rows.lineBytes),
        mirroredWeights: memory + (rows.weights(y &- dy) &+ firstPair &* rows.lineBytes &- 4 &* dx &- 2),
        samples: memory + (rows.samples(y &+ dy) &+ 4 &* dx),
        mirroredSamples: memory + (rows.samples(y &- dy) &- 4 &* dx &- 4)
    )
}

/// Adds pair `index` of a row of offsets, a constant.
@inline(__always)
private func addPair(
    _ index: Int, _ weights: UnsafeRawPointer, _ mirroredWeights: UnsafeRawPointer, _ samples: UnsafeRawPointer,
    _ mirrored: UnsafeRawPointer, _ rows: PilotRows, _ planeCount: Int, to sums: inout PilotSums
) {
    let w = loadAlignedU16(weights + index &* rows.lineBytes)
    let m = loadU16(mirroredWeights + index &* (rows.lineBytes &- 8))
    sums.weights = sums.weights &+ cv_madd_u16(w &+ m, cv_splat_u16(1))
    sums.largest = cv_max_i16(sums.largest, cv_max_i16(cv_as_i16(w), cv_as_i16(m)))
    let here = samples + 8 &* index
    let there = mirrored - 8 &* index
    sums.first = sums.first &+ weighted(w, here) &+ weighted(m, there)
    if planeCount > 1 {
        let plane = rows.planeBytes
        sums.second = sums.second &+ weighted(w, here + plane) &+ weighted(m, there + plane)
    }
    if planeCount > 2 {
        let plane = 2 &* rows.planeBytes
        sums.third = sums.third &+ weighted(w, here + plane) &+ weighted(m, there + plane)
    }
}

/// What a pair of neighbours adds to a pixel. Sums wrap around, but less the weights times the pixel itself they are
/// exact: where a weight is not 0, samples differ by less than 256 steps.
@inline(__always)
private func weighted(_ weights: cv_u16, _ samples: UnsafeRawPointer) -> cv_i32 {
    cv_madd_i16(cv_as_i16(weights), loadI16(samples))
}

/// Moves pixels by the weighted mean of the differences to them.
///
/// - Parameters:
///   - pairs: their samples as pairs (q[x], q[x + 1]).
///   - share: what turns a sum of weighted differences into floats.
@inline(__always)
private func move(
    _ source: UnsafePointer<Float>, _ pairs: UnsafeRawPointer, _ sum: cv_i32, _ weights: cv_i32, _ share: cv_f32,
    to output: UnsafeMutablePointer<Float>
) {
    let here = cv_shr_i32(cv_shl_i32(unsafeBitCast(loadAlignedU16(pairs), to: cv_i32.self), 16), 16)
    store(loadF32(source) + cv_i32_to_f32(sum &- weights &* here) * share, to: output)
}
