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
        let isSeen = { (sample: Float) in sample > range.lowerBound && sample < range.upperBound }
        // SAFETY: the caller has 8 rows of 8 samples there.
        for y in 0..<8 {
            let row = unsafe block + y * rowStride
            for x in 0..<7 where unsafe isSeen(row[x]) && isSeen(row[x + 1]) {
                unsafe straight.add(row[x + 1] - row[x])
            }
            guard y < 7 else { break }
            let below = unsafe row + rowStride
            for x in 0..<8 where unsafe isSeen(row[x]) && isSeen(below[x]) { unsafe straight.add(below[x] - row[x]) }
            for x in 0..<7
            where unsafe isSeen(row[x]) && isSeen(row[x + 1]) && isSeen(below[x]) && isSeen(below[x + 1]) {
                unsafe mixed.add(row[x] - row[x + 1] - below[x] + below[x + 1])
            }
        }
        self.straight = straight.shape
        self.mixed = mixed.shape
    }

    private struct Moments {
        private var count: Float = 0
        private var magnitude: Float = 0
        private var square: Float = 0

        mutating func add(_ difference: Float) {
            count += 1
            magnitude += abs(difference)
            square += difference * difference
        }

        var shape: Float { magnitude * magnitude / max(count * square, .leastNormalMagnitude) }
    }
}
