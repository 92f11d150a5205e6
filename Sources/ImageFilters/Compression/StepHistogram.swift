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

    /// Bins, 16 together.
    private var counts: [SIMD16<Float>]

    private static let binWidth: Float = 0.5
    private static let vectorCount = 32
    private static var binCount: Int { 16 * vectorCount }
    /// Smaller steps are lost in the rounding to samples; larger ones leave too few coefficients to tell.
    private static let steps = 4...96
    /// Coefficients below this share of a step say nothing: they are as frequent without quantisation.
    private static let leastShare: Float = 0.4
    private static let leastCount: Float = 30

    /// For each step: the first bin that counts, and the cosine of each bin between multiples of the step, 0 before the
    /// first.
    private static let tables: [(first: Int, cosines: [SIMD16<Float>])] = steps.map { step in
        let first = Int((leastShare * Float(step) / binWidth).rounded(.up))
        let cosines = (0..<binCount).map { bin in
            bin < first ? 0 : cos(2 * .pi * (Float(bin) + 0.5) * binWidth / Float(step))
        }
        return (first, (0..<vectorCount).map { SIMD16(cosines[16 * $0..<16 * $0 + 16]) })
    }

    /// Of magnitudes; what lies beyond the last bin is left out.
    init(_ coefficients: some Sequence<Float>) {
        counts = [SIMD16<Float>](repeating: .zero, count: Self.vectorCount)
        for coefficient in coefficients {
            let bin = Int(abs(coefficient) / Self.binWidth)
            if bin < Self.binCount { counts[bin / 16][bin % 16] += 1 }
        }
    }

    /// The step that explains the magnitudes best, if there are enough of them.
    ///
    /// - Parameter least: smaller steps are not looked at.
    func bestStep(atLeast least: Float) -> Finding {
        var remaining = counts.reduce(0) { $0 + $1.sum() }
        var next = 0
        var best = Finding()
        for (step, table) in zip(Self.steps, Self.tables) {
            // Coefficients from the first bin on.
            while next < table.first {
                remaining -= counts[next / 16][next % 16]
                next += 1
            }
            // Larger steps have fewer still.
            guard remaining >= Self.leastCount else { break }
            guard Float(step) >= least else { continue }
            var products = SIMD16<Float>.zero
            for index in table.first / 16..<Self.vectorCount { products += counts[index] * table.cosines[index] }
            let sum = products.sum()
            let significance = sum / (remaining / 2).squareRoot()
            if significance > best.significance {
                best = Finding(step: step, coherence: sum / remaining, significance: significance)
            }
        }
        return best
    }
}
