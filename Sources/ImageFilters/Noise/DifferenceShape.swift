/// How the differences between neighbours are spread inside a block: (mean magnitude)² / mean square.
///
/// 2/π for a normal distribution, so about 0.637 in a block of noise, whatever its strength; less where a few
/// neighbours differ much and most do not, as in letters, edges and quantised blocks.
struct DifferenceShape: Sendable {
    /// Of neighbours side by side and one above the other.
    let straight: Float
    /// Of a − b − c + d over each square of four samples: without gradients.
    let mixed: Float

    /// - Parameters:
    ///   - block: the first of 8×8 samples.
    ///   - rowStride: from one row to the next.
    ///   - range: what samples can be; those at its ends, which may be clipped, are left out.
    init(_ block: UnsafePointer<Float>, rowStride: Int, range: ClosedRange<Float>) {
        var (straight, mixed) = (Moments(), Moments())
        // SAFETY: the caller has 8 rows of 8 samples there.
        var row = unsafe Row(block, range)
        straight.add(row.steps, row.stepWeights)
        for y in 1..<8 {
            let next = unsafe Row(block + y * rowStride, range)
            straight.add(next.samples - row.samples, next.weights * row.weights)
            straight.add(next.steps, next.stepWeights)
            mixed.add(next.steps - row.steps, next.stepWeights * row.stepWeights)
            row = next
        }
        self.straight = straight.shape
        self.mixed = mixed.shape
    }

    /// A row of samples, and the steps from each to the next; with a weight of 0 for what is left out, else 1.
    private struct Row {
        let samples: SIMD8<Float>
        let weights: SIMD8<Float>
        /// The last has no next.
        let steps: SIMD8<Float>
        let stepWeights: SIMD8<Float>

        /// SAFETY: 8 samples must lie at `start`.
        @unsafe init(_ start: UnsafePointer<Float>, _ range: ClosedRange<Float>) {
            samples = unsafe UnsafeRawPointer(start).loadUnaligned(as: SIMD8<Float>.self)
            weights = SIMD8(repeating: 0).replacing(
                with: 1, where: samples .> range.lowerBound .& samples .< range.upperBound)
            steps = Row.shifted(samples) - samples
            stepWeights = Row.shifted(weights) * weights
        }

        /// Each lane is the next one's; the last is 0.
        private static func shifted(_ row: SIMD8<Float>) -> SIMD8<Float> {
            SIMD8(row[1], row[2], row[3], row[4], row[5], row[6], row[7], 0)
        }
    }

    private struct Moments {
        private var count = SIMD8<Float>.zero
        private var magnitude = SIMD8<Float>.zero
        private var square = SIMD8<Float>.zero

        mutating func add(_ differences: SIMD8<Float>, _ weights: SIMD8<Float>) {
            let seen = differences * weights
            count += weights
            magnitude += seen.replacing(with: -seen, where: seen .< 0)
            square += seen * seen
        }

        var shape: Float {
            let magnitude = magnitude.sum()
            return magnitude * magnitude / max(count.sum() * square.sum(), .leastNormalMagnitude)
        }
    }
}
