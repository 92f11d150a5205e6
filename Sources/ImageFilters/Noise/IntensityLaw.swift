#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// How the variance of noise depends on intensity: a factor, piecewise linear between knots, constant outside them.
public struct IntensityLaw: Sendable, Hashable {
    public struct Knot: Sendable, Hashable {
        /// Mean luma of a block on the 8-bit scale.
        public var luma: Float
        /// Noise variance there, as a multiple of the profile's.
        public var factor: Float
    }

    /// In ascending order of luma, at least one.
    public var knots: [Knot]

    /// The same noise everywhere.
    public static let constant = IntensityLaw(knots: [Knot(luma: 0, factor: 1)])

    /// The factor at each of some intensities.
    func factors(at lumas: [Float]) -> [Float] {
        var factors = [Float](repeating: knots[0].factor, count: lumas.count)
        for (a, b) in zip(knots, knots.dropFirst()) {
            let (length, growth) = (b.luma - a.luma, b.factor - a.factor)
            for index in lumas.indices {
                factors[index] += min(max((lumas[index] - a.luma) / length, 0), 1) * growth
            }
        }
        return factors
    }

    /// The largest law that no intensity contradicts, from the energy of the quietest blocks.
    ///
    /// Blocks are put into bins of equal count by their mean. Texture can only raise what the quietest blocks of a
    /// bin hold, so a bin's energy is bounded by what every other bin allows there: towards the bright, variance
    /// grows at most like that of photons; towards the dark, gamma lets it grow a little.
    ///
    /// - Parameters:
    ///   - means: mean luma of each block, 0…255.
    ///   - activities: what tells quiet blocks from busy ones.
    ///   - energies: mean square of the middle frequencies of luma, per block.
    init(means: [Float], activities: [Float], energies: [Float]) {
        let order = Quantiles.ascendingOrder(of: means)
        let bins = 8
        var found: [(luma: Float, energy: Float)] = []
        var start = 0
        for bin in 0..<bins {
            let end = start + order.count / bins + (bin < order.count % bins ? 1 : 0)
            defer { start = end }
            guard end > start else { continue }
            let members = Array(order[start..<end])
            let quiet = Quantiles.indicesOfSmallest(
                max(16, members.count * 6 / 100), of: members.map { activities[$0] })
            found.append(
                (
                    members.reduce(0) { $0 + means[$1] } / Float(members.count),
                    quiet.reduce(0) { $0 + energies[members[$1]] } / Float(quiet.count)
                ))
        }
        let bounded = found.map { here in
            found.reduce(here.energy) { bound, there in
                (16...220).contains(there.luma)
                    ? min(bound, there.energy * IntensityLaw.growth(from: there.luma, to: here.luma)) : bound
            }
        }
        let energies = bounded.map { max($0, 0.01) }
        var sorted = energies
        let typical = Quantiles.median(of: &sorted)
        var last = -Float.infinity
        knots = zip(found, energies).enumerated().map { index, pair in
            // Knots that coincide would make segments of no length.
            last = max(last + 0.005, pair.0.luma + 0.01 * Float(index))
            return Knot(luma: last, factor: pair.1 / typical)
        }
    }

    init(knots: [Knot]) {
        self.knots = knots
    }

    /// By how much noise variance may differ at most between two intensities.
    private static func growth(from a: Float, to b: Float) -> Float {
        if b >= a { return (b + 9) / (a + 9) }
        return pow(a / max(b, 4), 0.4)
    }
}
