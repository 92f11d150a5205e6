#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// How the variance of noise depends on intensity: a factor, piecewise linear between knots, constant outside them.
public struct NoiseLevelFunction: Sendable, Hashable, Codable {
    public struct Knot: Sendable, Hashable, Codable {
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

    /// The largest function that no intensity contradicts, of noise that went through a camera's tone curve.
    ///
    /// Texture can only raise what the quietest blocks of a bin hold, so a bin's energy is bounded by what every other
    /// bin allows there (`growth`).
    init(toned bins: [IntensityBin]) {
        let bounded = bins.map { here in
            bins.reduce(here.energy) { bound, there in
                there.isWhole
                    ? min(bound, there.energy * NoiseLevelFunction.growth(from: there.luma, to: here.luma)) : bound
            }
        }
        let energies = bounded.map { max($0, 0.01) }
        var sorted = energies
        let typical = Quantiles.median(of: &sorted)
        var last = -Float.infinity
        knots = zip(bins, energies).enumerated().map { index, pair in
            // Knots that coincide would make segments of no length.
            last = max(last + 0.005, pair.0.luma + 0.01 * Float(index))
            return Knot(luma: last, factor: pair.1 / typical)
        }
    }

    /// The largest straight line that no bin lies below, of noise as a sensor makes it.
    ///
    /// In linear light, variance is a constant (of reading) and a multiple of intensity (of photons; Foi et al. 2008).
    /// A gamma curve lets it fall a little instead.
    init(linear bins: [IntensityBin]) {
        let whole = bins.filter(\.isWhole)
        let counted = whole.count >= 2 ? whole : bins
        let lumas = bins.map(\.luma)
        // The largest touches two bins, or one with the steepest slope, rising or falling.
        var lines = [Line(offset: counted.map(\.energy).min() ?? 1, slope: 0)]
        for (index, a) in counted.enumerated() {
            lines += [Line.steepest, Line.falling].map { $0.scaled(by: a.energy / $0.value(at: a.luma)) }
            for b in counted[(index + 1)...] where b.luma > a.luma + 1 {
                let slope = (b.energy - a.energy) / (b.luma - a.luma)
                lines.append(Line(offset: a.energy - slope * a.luma, slope: slope))
            }
        }
        let best =
            lines.filter { $0.isPlausible && $0.isBelow(counted) }.max { $0.sum(at: lumas) < $1.sum(at: lumas) }
            ?? lines[0]
        let ends = [bins.map(\.darkest).min() ?? 0, bins.map(\.brightest).max() ?? 0]
        let typical = max(best.value(at: bins[bins.count / 2].luma), 0.01)
        knots = (ends[1] > ends[0] + 1 ? ends : [ends[0]]).map {
            Knot(luma: $0, factor: max(best.value(at: $0), 0.01) / typical)
        }
    }

    /// Variance over intensity.
    private struct Line {
        let offset: Float
        let slope: Float

        func value(at luma: Float) -> Float { offset + slope * luma }
        func sum(at lumas: [Float]) -> Float { lumas.reduce(0) { $0 + value(at: $1) } }
        func scaled(by factor: Float) -> Line { Line(offset: factor * offset, slope: factor * slope) }

        /// Photons with a little noise of reading.
        static let steepest = Line(offset: 9, slope: 1)
        /// A third less in white than in black.
        static let falling = Line(offset: 1, slope: -0.35 / 255)

        /// Between the two, but for rounding.
        var isPlausible: Bool { value(at: -9) >= -0.01 * offset && value(at: 255) >= 0.64 * value(at: 0) }
        func isBelow(_ bins: [IntensityBin]) -> Bool { bins.allSatisfy { value(at: $0.luma) <= 1.03 * $0.energy } }
    }

    init(knots: [Knot]) {
        self.knots = knots
    }

    /// By how much noise variance may differ at most between two intensities: towards the bright it grows like that
    /// of photons; towards the dark gamma lets it grow a little, and the shoulder of a tone curve, which flattens
    /// towards white, much.
    private static func growth(from a: Float, to b: Float) -> Float {
        if b >= a { return (b + 9) / (a + 9) }
        let headroom = (255 - b) / (255 - a)
        return pow(a / max(b, 4), 0.4) * (a > shoulder ? min(headroom * headroom, 16) : 1)
    }

    /// Where a tone curve's shoulder may begin.
    private static let shoulder: Float = 160
}
