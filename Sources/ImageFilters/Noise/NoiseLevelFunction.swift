#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// How the variance of noise depends on intensity: a factor, piecewise linear between knots, constant outside them.
public struct NoiseLevelFunction: Sendable, Hashable {
    public struct Knot: Sendable, Hashable {
        /// Mean luma of a block on the 8-bit scale.
        public var luma: Float
        /// Noise variance there, as a multiple of the profile's.
        public var factor: Float
    }

    /// In ascending order of luma, at least one.
    public var knots: [Knot]

    /// The same noise everywhere.
    public static let constant = NoiseLevelFunction(knots: [Knot(luma: 0, factor: 1)])

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

    /// The largest function that no intensity contradicts, from the energy of the quietest blocks.
    ///
    /// Blocks are put into bins of equal count by their mean. Texture can only raise what the quietest blocks of a
    /// bin hold, so a bin's energy is bounded by what every other bin allows there (`growth`).
    ///
    /// - Parameters:
    ///   - means: mean luma of each block, 0…255.
    ///   - activities: what tells quiet blocks from busy ones.
    ///   - energies: of luma, per block, in frequencies that have no part in `activities`.
    ///   - hasToneCurve: whether a camera's tone curve came after the noise.
    init(means: [Float], activities: [Float], energies: [Float], hasToneCurve: Bool) {
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
                NoiseLevelFunction.isWhole(luma: there.luma, energy: there.energy)
                    ? min(
                        bound, there.energy * NoiseLevelFunction.growth(from: there.luma, to: here.luma, hasToneCurve))
                    : bound
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

    /// By how much noise variance may differ at most between two intensities: towards the bright it grows like that
    /// of photons; towards the dark gamma lets it grow a little, and the shoulder of a tone curve, which flattens
    /// towards white, much.
    private static func growth(from a: Float, to b: Float, _ hasToneCurve: Bool) -> Float {
        if b >= a { return (b + 9) / (a + 9) }
        let headroom = (255 - b) / (255 - a)
        return pow(a / max(b, 4), 0.4) * (hasToneCurve && a > shoulder ? min(headroom * headroom, 16) : 1)
    }

    /// Whether the ends of the range cut nothing off from noise of some energy in `FrequencyBands.odd`.
    private static func isWhole(luma: Float, energy: Float) -> Bool {
        let reach = 3 * (energy / Float(FrequencyBands.odd.count)).squareRoot()
        return luma >= max(16, reach) && luma <= 255 - reach
    }

    /// Where a tone curve's shoulder may begin.
    private static let shoulder: Float = 160

    /// From the blocks of a table and their mean lumas.
    init(_ table: BlockTable, lumas: [Float], hasToneCurve: Bool) {
        self.init(
            means: lumas, activities: zip(table.even, table.evenOthers).map { $0 + $1 }, energies: table.odd,
            hasToneCurve: hasToneCurve)
    }
}
