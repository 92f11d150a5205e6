#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// The magnitudes of one coefficient over many blocks, and whether they gather at the multiples of a step.
struct StepHistogram: Sendable {
    /// A step that explains the magnitudes.
    struct Finding {
        var step = 0
        /// Mean cosine of the coefficients' places between multiples: 1 at the multiples, 0 or less of anything smooth.
        var coherence: Float = 0
        /// Sum of these cosines in its deviations under chance.
        var significance: Float = 0
    }

    private var counts: [Float]

    private static let binWidth: Float = 0.5
    private static let binCount = 512
    /// Smaller steps are lost in the rounding to samples; larger ones leave too few coefficients to tell.
    private static let steps = 4...96
    /// Coefficients below this share of a step say nothing: they are as frequent without quantisation.
    private static let leastShare: Float = 0.4
    private static let leastCount: Float = 30

    /// Cosine of bin `b` between multiples of step `s` at index (s − 4) × bins + b.
    private static let cosines: [Float] = steps.flatMap { step in
        (0..<binCount).map { bin in cos(2 * .pi * (Float(bin) + 0.5) * binWidth / Float(step)) }
    }

    /// Of magnitudes; what lies beyond the last bin is left out.
    init(_ coefficients: some Sequence<Float>) {
        counts = [Float](repeating: 0, count: Self.binCount)
        for coefficient in coefficients {
            let bin = Int(abs(coefficient) / Self.binWidth)
            if bin < Self.binCount { counts[bin] += 1 }
        }
    }

    /// The step that explains the magnitudes best, if there are enough of them.
    ///
    /// - Parameter least: smaller steps are not looked at.
    func bestStep(atLeast least: Float) -> Finding {
        let present = counts.indices.filter { counts[$0] > 0 }
        var best = Finding()
        for step in Self.steps where Float(step) >= least {
            let first = Int((Self.leastShare * Float(step) / Self.binWidth).rounded(.up))
            let row = (step - Self.steps.lowerBound) * Self.binCount
            var (sum, count): (Float, Float) = (0, 0)
            for bin in present.reversed() {
                if bin < first { break }
                sum += counts[bin] * Self.cosines[row + bin]
                count += counts[bin]
            }
            // Larger steps have fewer coefficients still.
            guard count >= Self.leastCount else { break }
            let significance = sum / (count / 2).squareRoot()
            if significance > best.significance {
                best = Finding(step: step, coherence: sum / count, significance: significance)
            }
        }
        return best
    }
}
