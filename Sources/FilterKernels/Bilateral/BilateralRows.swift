internal import CVector

/// The members of a bilateral filter's window, as pairs of neighbours, and how they are weighted.
///
/// - distances: bytes from the middle to the first member of each pair.
/// - limits: one vector a pair.
/// - centreWeight: in the first lane of every pair, zero in the second.
typealias BilateralWindow = (
    distances: UnsafePointer<Int>, limits: UnsafeRawPointer, pairs: Int, weighting: VectorWeighting,
    centreWeight: cv_u16
)

/// Where a run that begins at `pair` ends: 28 of the largest weights and that of the middle fit 16-bit sums, and what
/// they weight fits 32.
@inline(__always)
private func runEnd(_ window: BilateralWindow, from pair: Int) -> Int {
    window.pairs &- pair < 28 ? window.pairs : pair &+ 28
}

@inline(__always)
func filterGrayRow(
    _ samples: UnsafeRawPointer, _ window: BilateralWindow, _ output: UnsafeMutablePointer<UInt8>, _ width: Int,
    _ scale: Float
) {
    var x = 0
    while x < width {
        let here = samples + 4 &* x
        let sample = doubledFirst(loadU16(here))
        var sum = cv_madd_u16(window.centreWeight, sample)
        var weights = window.centreWeight
        var weightTotal = cv_splat_i32(0)
        var total = cv_splat_f32(0)
        var pair = 0
        while pair < window.pairs {
            let end = runEnd(window, from: pair)
            while pair < end {
                let other = loadU16(here + window.distances[pair])
                let difference = cv_as_i16(sample &- other)
                let distance = cv_as_u16(cv_mulhi_i16(difference, difference))
                let limit = loadU16(window.limits + pair &* vectorBytes)
                let share = weight(distance, limit: limit, window.weighting)
                weights = weights &+ share
                sum = sum &+ cv_madd_u16(share, other)
                pair &+= 1
            }
            weightTotal = weightTotal &+ cv_even_u16(weights) &+ cv_odd_u16(weights)
            total = total + cv_i32_to_f32(sum)
            weights = cv_splat_u16(0)
            sum = cv_splat_i32(0)
        }
        let means = sampleMeans(total, weights: weightTotal, scale: scale)
        store(means, to: output + x, before: output + width)
        x &+= lanes32
    }
}

@inline(__always)
func filterColorRow(
    _ samples: UnsafeRawPointer, _ planeBytes: Int, _ window: BilateralWindow,
    _ output0: UnsafeMutablePointer<UInt8>, _ output1: UnsafeMutablePointer<UInt8>,
    _ output2: UnsafeMutablePointer<UInt8>, _ width: Int, _ scale: Float
) {
    var x = 0
    while x < width {
        let here = samples + 4 &* x
        let sample0 = doubledFirst(loadU16(here))
        let sample1 = doubledFirst(loadU16(here + planeBytes))
        let sample2 = doubledFirst(loadU16(here + 2 &* planeBytes))
        var sum0 = cv_madd_u16(window.centreWeight, sample0)
        var sum1 = cv_madd_u16(window.centreWeight, sample1)
        var sum2 = cv_madd_u16(window.centreWeight, sample2)
        var weights = window.centreWeight
        var weightTotal = cv_splat_i32(0)
        var total0 = cv_splat_f32(0)
        var total1 = total0
        var total2 = total0
        var pair = 0
        while pair < window.pairs {
            let end = runEnd(window, from: pair)
            while pair < end {
                let there = here + window.distances[pair]
                let other0 = loadU16(there)
                let other1 = loadU16(there + planeBytes)
                let other2 = loadU16(there + 2 &* planeBytes)
                let difference = cv_add_sat_u16(
                    cv_add_sat_u16(magnitude(sample0 &- other0), magnitude(sample1 &- other1)),
                    magnitude(sample2 &- other2))
                let distance = cv_mulhi_u16(difference, difference)
                let limit = loadU16(window.limits + pair &* vectorBytes)
                let share = weight(distance, limit: limit, window.weighting)
                weights = weights &+ share
                sum0 = sum0 &+ cv_madd_u16(share, other0)
                sum1 = sum1 &+ cv_madd_u16(share, other1)
                sum2 = sum2 &+ cv_madd_u16(share, other2)
                pair &+= 1
            }
            weightTotal = weightTotal &+ cv_even_u16(weights) &+ cv_odd_u16(weights)
            total0 = total0 + cv_i32_to_f32(sum0)
            total1 = total1 + cv_i32_to_f32(sum1)
            total2 = total2 + cv_i32_to_f32(sum2)
            weights = cv_splat_u16(0)
            sum0 = cv_splat_i32(0)
            sum1 = sum0
            sum2 = sum0
        }
        let means0 = sampleMeans(total0, weights: weightTotal, scale: scale)
        let means1 = sampleMeans(total1, weights: weightTotal, scale: scale)
        let means2 = sampleMeans(total2, weights: weightTotal, scale: scale)
        store(means0, to: output0 + x, before: output0 + width)
        store(means1, to: output1 + x, before: output1 + width)
        store(means2, to: output2 + x, before: output2 + width)
        x &+= lanes32
    }
}

@inline(__always)
private func magnitude(_ difference: cv_u16) -> cv_u16 {
    cv_as_u16(cv_abs_i16(cv_as_i16(difference)))
}
