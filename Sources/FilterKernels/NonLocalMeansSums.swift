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
    let pairBytes = layout.ringRows &* layout.rowBytes
    let plane = layout.planeBytes
    let sumPlane = layout.height &* layout.sumBytes
    var position = 0
    while position < layout.sumBytes {
        var weight = run.weights + position
        var sample = run.samples + position
        var mirroredWeight = run.mirroredWeights + position
        var mirroredSample = run.mirroredSamples + position
        var sum0 = cv_splat_i32(0)
        var sum1 = sum0
        var sum2 = sum0
        var weights = cv_splat_u16(0)
        var pair = 0
        while pair < run.pairs {
            let w = loadU16(weight)
            let m = loadU16(mirroredWeight)
            weights = weights &+ w &+ m
            sum0 = sum0 &+ cv_madd_u16(w, loadU16(sample)) &+ cv_madd_u16(m, loadU16(mirroredSample))
            if planes == 3 {
                sum1 =
                    sum1 &+ cv_madd_u16(w, loadU16(sample + plane))
                    &+ cv_madd_u16(m, loadU16(mirroredSample + plane))
                sum2 =
                    sum2 &+ cv_madd_u16(w, loadU16(sample + 2 &* plane))
                    &+ cv_madd_u16(m, loadU16(mirroredSample + 2 &* plane))
            }
            weight += pairBytes
            mirroredWeight += pairBytes &- 8
            sample += 8
            mirroredSample -= 8
            pair &+= 1
        }
        let sums = run.sums + position
        add(sum0, to: sums)
        if planes == 3 {
            add(sum1, to: sums + sumPlane)
            add(sum2, to: sums + 2 &* sumPlane)
        }
        let weightSums = run.weightSums + position
        store(loadI32(weightSums) &+ (cv_even_u16(weights) &+ cv_odd_u16(weights)), to: weightSums)
        position &+= vectorBytes
    }
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
