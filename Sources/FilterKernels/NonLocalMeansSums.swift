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

/// Adds what a run of pairs contributes to one row of pixels.
@inline(__always)
func accumulate(_ layout: NonLocalMeansLayout, _ run: NonLocalMeansRun, planes: Int) {
    let sumPlane = layout.height &* layout.sumBytes
    var position = 0
    while position < layout.sumBytes {
        var pairs: NonLocalMeansPairs = (
            run.weights + position, run.samples + position, run.mirroredWeights + position,
            run.mirroredSamples + position, layout.ringRows &* layout.rowBytes, layout.planeBytes
        )
        var sums: NonLocalMeansSums = (cv_splat_i32(0), cv_splat_i32(0), cv_splat_i32(0), cv_splat_u16(0))
        var pair = 0
        while pair &+ 8 <= run.pairs {
            addEightPairs(pairs, planes: planes, to: &sums)
            advance(&pairs, by: 8)
            pair &+= 8
        }
        while pair < run.pairs {
            addPair(pairs, planes: planes, to: &sums)
            advance(&pairs, by: 1)
            pair &+= 1
        }
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

@inline(__always)
private func advance(_ pairs: inout NonLocalMeansPairs, by count: Int) {
    pairs.weights += count &* pairs.pairBytes
    pairs.mirroredWeights += count &* (pairs.pairBytes &- 8)
    pairs.samples += count &* 8
    pairs.mirroredSamples -= count &* 8
}

@inline(__always)
private func addPair(_ pairs: NonLocalMeansPairs, planes: Int, to sums: inout NonLocalMeansSums) {
    let none = cv_splat_u16(0)
    let window: NonLocalMeansWindow = (none, none, none, none)
    add(pairs, 0, window, window, window, planes: planes, shifting: false, to: &sums)
}

/// Eight pairs without a loop. Their samples lie within two vectors on each side; AVX-512 takes them from registers,
/// since nearly every unaligned load of 64 bytes crosses a cache line.
@inline(__always)
private func addEightPairs(_ pairs: NonLocalMeansPairs, planes: Int, to sums: inout NonLocalMeansSums) {
    let first = makeWindow(pairs, 0)
    let second = planes == 3 ? makeWindow(pairs, pairs.planeBytes) : first
    let third = planes == 3 ? makeWindow(pairs, 2 &* pairs.planeBytes) : first
    let shifting = lanes16 == 32
    add(pairs, 0, first, second, third, planes: planes, shifting: shifting, to: &sums)
    add(pairs, 1, first, second, third, planes: planes, shifting: shifting, to: &sums)
    add(pairs, 2, first, second, third, planes: planes, shifting: shifting, to: &sums)
    add(pairs, 3, first, second, third, planes: planes, shifting: shifting, to: &sums)
    add(pairs, 4, first, second, third, planes: planes, shifting: shifting, to: &sums)
    add(pairs, 5, first, second, third, planes: planes, shifting: shifting, to: &sums)
    add(pairs, 6, first, second, third, planes: planes, shifting: shifting, to: &sums)
    add(pairs, 7, first, second, third, planes: planes, shifting: shifting, to: &sums)
}

/// The samples of eight pairs on both sides: of AVX-512 two vectors each.
private typealias NonLocalMeansWindow = (low: cv_u16, high: cv_u16, mirroredLow: cv_u16, mirroredHigh: cv_u16)

@inline(__always)
private func makeWindow(_ pairs: NonLocalMeansPairs, _ plane: Int) -> NonLocalMeansWindow {
    (
        loadU16(pairs.samples + plane), loadU16(pairs.samples + (plane &+ vectorBytes)),
        loadU16(pairs.mirroredSamples + (plane &- vectorBytes)), loadU16(pairs.mirroredSamples + plane)
    )
}

/// Adds pair `index`, a constant; `shifting`: from the windows of the planes.
@inline(__always)
private func add(
    _ pairs: NonLocalMeansPairs, _ index: Int, _ first: NonLocalMeansWindow, _ second: NonLocalMeansWindow,
    _ third: NonLocalMeansWindow, planes: Int, shifting: Bool, to sums: inout NonLocalMeansSums
) {
    let weights = loadAlignedU16(pairs.weights + index &* pairs.pairBytes)
    let mirrored = loadU16(pairs.mirroredWeights + index &* (pairs.pairBytes &- 8))
    sums.weights = sums.weights &+ weights &+ mirrored
    sums.first = sums.first &+ products(weights, mirrored, pairs, index, 0, shifting, first)
    if planes == 3 {
        let plane = pairs.planeBytes
        sums.second = sums.second &+ products(weights, mirrored, pairs, index, plane, shifting, second)
        sums.third = sums.third &+ products(weights, mirrored, pairs, index, 2 &* plane, shifting, third)
    }
}

@inline(__always)
private func products(
    _ weights: cv_u16, _ mirrored: cv_u16, _ pairs: NonLocalMeansPairs, _ index: Int, _ plane: Int, _ shifting: Bool,
    _ window: NonLocalMeansWindow
) -> cv_i32 {
    let samples: cv_u16
    let mirroredSamples: cv_u16
    if shifting {
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
