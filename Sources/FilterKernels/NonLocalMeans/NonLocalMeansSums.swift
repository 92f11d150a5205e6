internal import CVector

// A weight between pixels x and x + o serves both: x takes the sample at x + o, and x + o the sample at x.

/// Addresses of the first pair of a run, at the left end of one row of pixels.
///
/// - weights, samples: weights of the pixels themselves, and the samples that these belong to.
/// - mirroredWeights, mirroredSamples: weights of the pixels on the other side, one element early: so that the second
///   offset's weight of the pixel before stands next to the first offset's of this one, as their samples do.
/// - sums, weightSums: where the row's sums go on.
/// - pairs: 11 pairs of the largest weights still fit the 16-bit sums.
typealias NonLocalMeansRun = (
    weights: UnsafeRawPointer, samples: UnsafeRawPointer, mirroredWeights: UnsafeRawPointer,
    mirroredSamples: UnsafeRawPointer, sums: UnsafeMutableRawPointer, weightSums: UnsafeMutableRawPointer, pairs: Int
)

// Functions of their own that are given addresses, as those of the weights (NonLocalMeansTile.swift says why).

/// Adds what a run of pairs contributes to one row of pixels.
@inline(never)
func accumulateGray(_ layout: NonLocalMeansLayout, _ run: NonLocalMeansRun) { accumulate(layout, run, planes: 1) }
/// The same for three planes.
@inline(never)
func accumulateColor(_ layout: NonLocalMeansLayout, _ run: NonLocalMeansRun) { accumulate(layout, run, planes: 3) }

@inline(__always)
private func accumulate(_ layout: NonLocalMeansLayout, _ run: NonLocalMeansRun, planes: Int) {
    let sumPlane = layout.height &* layout.sumBytes
    var position = 0
    while position < layout.sumBytes {
        var pairs: NonLocalMeansPairs = (
            run.weights + position, run.samples + position, run.mirroredWeights + position,
            run.mirroredSamples + position, layout.ringRows &* layout.rowBytes, layout.planeBytes
        )
        var sums: NonLocalMeansSums = (cv_splat_i32(0), cv_splat_i32(0), cv_splat_i32(0), cv_splat_u16(0))
        var windows: NonLocalMeansWindows = (
            makeWindow(pairs, 0), makeWindow(pairs, planes == 3 ? pairs.planeBytes : 0),
            makeWindow(pairs, planes == 3 ? 2 &* pairs.planeBytes : 0)
        )
        var left = run.pairs
        if left >= 8 {
            addEightPairs(pairs, windows, planes: planes, to: &sums)
            pairs.weights += 8 &* pairs.pairBytes
            pairs.mirroredWeights += 8 &* (pairs.pairBytes &- 8)
            pairs.samples += 64
            pairs.mirroredSamples -= 64
            moveWindow(&windows.first, pairs, 0)
            if planes == 3 {
                moveWindow(&windows.second, pairs, pairs.planeBytes)
                moveWindow(&windows.third, pairs, 2 &* pairs.planeBytes)
            }
            left &-= 8
        }
        addFewPairs(left, pairs, windows, planes: planes, to: &sums)
        let output = run.sums + position
        add(sums.first, to: output)
        if planes == 3 {
            add(sums.second, to: output + sumPlane)
            add(sums.third, to: output + 2 &* sumPlane)
        }
        let weightSums = run.weightSums + position
        store(loadI32(weightSums) &+ (cv_even_u16(sums.weights) &+ cv_odd_u16(sums.weights)), to: weightSums)
        position &+= vectorBytes
    }
}

/// Sums over pairs of offsets for one vector of pixels.
private typealias NonLocalMeansSums = (first: cv_i32, second: cv_i32, third: cv_i32, weights: cv_u16)

/// Where the first of the pairs to come lies, and how far the next pair's weights and the next plane's samples are.
private typealias NonLocalMeansPairs = (
    weights: UnsafeRawPointer, samples: UnsafeRawPointer, mirroredWeights: UnsafeRawPointer,
    mirroredSamples: UnsafeRawPointer, pairBytes: Int, planeBytes: Int
)

/// The samples of eight pairs on both sides, which lie within two vectors of AVX-512 each. There they are taken from
/// registers, since nearly every unaligned load of 64 bytes crosses a cache line.
private typealias NonLocalMeansWindow = (low: cv_u16, high: cv_u16, mirroredLow: cv_u16, mirroredHigh: cv_u16)
private typealias NonLocalMeansWindows = (
    first: NonLocalMeansWindow, second: NonLocalMeansWindow, third: NonLocalMeansWindow
)

@inline(__always)
private func makeWindow(_ pairs: NonLocalMeansPairs, _ plane: Int) -> NonLocalMeansWindow {
    (
        loadU16(pairs.samples + plane), loadU16(pairs.samples + (plane &+ vectorBytes)),
        loadU16(pairs.mirroredSamples + (plane &- vectorBytes)), loadU16(pairs.mirroredSamples + plane)
    )
}

/// Goes on to the next eight pairs.
@inline(__always)
private func moveWindow(_ window: inout NonLocalMeansWindow, _ pairs: NonLocalMeansPairs, _ plane: Int) {
    window = (
        window.high, loadU16(pairs.samples + (plane &+ vectorBytes)),
        loadU16(pairs.mirroredSamples + (plane &- vectorBytes)), window.mirroredLow
    )
}

@inline(__always)
private func addEightPairs(
    _ pairs: NonLocalMeansPairs, _ windows: NonLocalMeansWindows, planes: Int, to sums: inout NonLocalMeansSums
) {
    add(0, of: pairs, windows, planes: planes, to: &sums)
    add(1, of: pairs, windows, planes: planes, to: &sums)
    add(2, of: pairs, windows, planes: planes, to: &sums)
    add(3, of: pairs, windows, planes: planes, to: &sums)
    add(4, of: pairs, windows, planes: planes, to: &sums)
    add(5, of: pairs, windows, planes: planes, to: &sums)
    add(6, of: pairs, windows, planes: planes, to: &sums)
    add(7, of: pairs, windows, planes: planes, to: &sums)
}

/// Adds less than eight pairs.
@inline(__always)
private func addFewPairs(
    _ count: Int, _ pairs: NonLocalMeansPairs, _ windows: NonLocalMeansWindows, planes: Int,
    to sums: inout NonLocalMeansSums
) {
    if count > 0 { add(0, of: pairs, windows, planes: planes, to: &sums) }
    if count > 1 { add(1, of: pairs, windows, planes: planes, to: &sums) }
    if count > 2 { add(2, of: pairs, windows, planes: planes, to: &sums) }
    if count > 3 { add(3, of: pairs, windows, planes: planes, to: &sums) }
    if count > 4 { add(4, of: pairs, windows, planes: planes, to: &sums) }
    if count > 5 { add(5, of: pairs, windows, planes: planes, to: &sums) }
    if count > 6 { add(6, of: pairs, windows, planes: planes, to: &sums) }
}

/// Adds pair `index`, a constant.
@inline(__always)
private func add(
    _ index: Int, of pairs: NonLocalMeansPairs, _ windows: NonLocalMeansWindows, planes: Int,
    to sums: inout NonLocalMeansSums
) {
    let weights = loadAlignedU16(pairs.weights + index &* pairs.pairBytes)
    let mirrored = loadU16(pairs.mirroredWeights + index &* (pairs.pairBytes &- 8))
    sums.weights = sums.weights &+ weights &+ mirrored
    sums.first = sums.first &+ products(weights, mirrored, pairs, index, 0, windows.first)
    if planes == 3 {
        let plane = pairs.planeBytes
        sums.second = sums.second &+ products(weights, mirrored, pairs, index, plane, windows.second)
        sums.third = sums.third &+ products(weights, mirrored, pairs, index, 2 &* plane, windows.third)
    }
}

@inline(__always)
private func products(
    _ weights: cv_u16, _ mirrored: cv_u16, _ pairs: NonLocalMeansPairs, _ index: Int, _ plane: Int,
    _ window: NonLocalMeansWindow
) -> cv_i32 {
    let samples: cv_u16
    let mirroredSamples: cv_u16
    if lanes16 == 32 {
        samples = cv_shift_in_64(window.low, window.high, Int32(truncatingIfNeeded: index))
        mirroredSamples = cv_shift_in_64(
            window.mirroredLow, window.mirroredHigh, 8 &- Int32(truncatingIfNeeded: index))
    } else {
        samples = loadU16(pairs.samples + (plane &+ 8 &* index))
        mirroredSamples = loadU16(pairs.mirroredSamples + (plane &- 8 &* index))
    }
    return cv_madd_u16(weights, samples) &+ cv_madd_u16(mirrored, mirroredSamples)
}

@inline(__always)
private func add(_ sum: cv_i32, to address: UnsafeMutableRawPointer) {
    store(loadF32(address) + cv_i32_to_f32(sum), to: address)
}

/// Begins the sums with the pixel itself.
@inline(__always)
func beginSums(
    _ layout: NonLocalMeansLayout, _ neighbours: UnsafeRawPointer, _ sums: UnsafeMutableRawPointer,
    _ weightSums: UnsafeMutableRawPointer, centreWeight: Int32
) {
    let weight = cv_splat_i32(centreWeight)
    var y = 0
    while y < layout.height {
        var position = 0
        while position < layout.sumBytes {
            let at = y &* layout.sumBytes &+ position
            var plane = 0
            while plane < layout.planes {
                let pairs = loadU16(
                    neighbours + plane &* layout.planeBytes + pairPosition(layout, x: 0, y: y) + position)
                let samples = cv_shr_i32(cv_shl_i32(unsafeBitCast(pairs, to: cv_i32.self), 16), 16)
                let sum = cv_i32_to_f32(samples) * cv_i32_to_f32(weight)
                store(sum, to: sums + (plane &* layout.height &* layout.sumBytes &+ at))
                plane &+= 1
            }
            store(weight, to: weightSums + at)
            position &+= vectorBytes
        }
        y &+= 1
    }
}
