/// Looks for a grid of 8×8 blocks on which low frequencies have been quantised.
struct GridSearch: Sendable {
    /// Mean cosine from which on a step counts as found.
    static let leastCoherence: Float = 0.35
    /// As many of the five frequencies must show a step.
    static let leastFrequencies = 3
    private static let leastSignificance: Float = 4
    /// Sum of significances that a grid must have; pictures that were never compressed have 0, posterised ones up to 12 …
    private static let leastEvidence: Float = 20
    /// … on many grids: so the best must also have this many times as much as any other.
    private static let leastLead: Float = 2

    /// Areas of one block and all its shifts.
    private static let side = 15
    private static let mostAreas = 768
    private static let fewestAreas = 48
    /// Least and largest sample of an area that can tell anything differ by this much.
    private static let leastContrast: Float = 8

    /// Vertical and horizontal frequency.
    private static let frequencies = [(0, 1), (1, 0), (1, 1), (0, 2), (2, 0)]

    /// By grid (8 × row + column), then frequency, then area.
    private var coefficients: [Float]
    private let areaCount: Int

    /// `nil` where a picture holds too little to tell.
    init?<Element: KernelSample>(_ luma: LumaSource<Element>) {
        let (columns, rows) = ((luma.width - 7) / 8, (luma.height - 7) / 8)
        guard columns > 0, rows > 0 else { return nil }
        let count = columns * rows
        let candidates = min(count, 2 * Self.mostAreas)
        var area = [Float](repeating: 0, count: Self.side * Self.side)
        var corners: [(x: Int, y: Int)] = []
        for number in 0..<candidates {
            let index = number * count / candidates
            let corner = (x: index % columns * 8, y: index / columns * 8)
            luma.read(x: corner.x, y: corner.y, side: Self.side, into: &area)
            var (least, largest) = (area[0], area[0])
            for sample in area {
                least = min(least, sample)
                largest = max(largest, sample)
            }
            // Clipping after the compression has moved coefficients from their multiples.
            if least > 0.5 && largest < 254.5 && largest - least >= Self.leastContrast { corners.append(corner) }
        }
        guard corners.count >= Self.fewestAreas else { return nil }
        areaCount = min(corners.count, Self.mostAreas)
        coefficients = [Float](repeating: 0, count: 64 * Self.frequencies.count * areaCount)
        for number in 0..<areaCount {
            let corner = corners[number * corners.count / areaCount]
            luma.read(x: corner.x, y: corner.y, side: Self.side, into: &area)
            enter(area, number)
        }
    }

    /// The grid that earlier steps show on, if any.
    ///
    /// - Parameter least: 64 steps, below which those of a frequency are not looked for.
    func grid(least: [Float]) -> (column: Int, row: Int)? {
        let evidence = (0..<64).map { self.evidence(of: $0, least: least) }
        let best = evidence.indices.max { evidence[$0] < evidence[$1] }!
        let next = evidence.indices.filter { $0 != best }.reduce(0) { max($0, evidence[$1]) }
        guard evidence[best] > Self.leastEvidence, evidence[best] > Self.leastLead * next else { return nil }
        return (best % 8, best / 8)
    }

    /// Significances of the steps found, or 0 where they are too few.
    private func evidence(of grid: Int, least: [Float]) -> Float {
        let findings = Self.frequencies.enumerated().map { number, frequency -> StepHistogram.Finding in
            let start = (grid * Self.frequencies.count + number) * areaCount
            return StepHistogram(coefficients[start..<start + areaCount])
                .bestStep(atLeast: least[frequency.0 * 8 + frequency.1])
        }.filter { $0.coherence >= Self.leastCoherence && $0.significance > Self.leastSignificance }
        return findings.count < Self.leastFrequencies ? 0 : findings.reduce(0) { $0 + $1.significance }
    }

    /// Eight samples of an area side by side: those of as many columns of blocks.
    private func columns(of area: [Float], from start: Int) -> SIMD8<Float> {
        precondition(0 <= start && start + 8 <= area.count, "columns outside the area")
        // SAFETY: the samples lie inside the area.
        return unsafe area.withUnsafeBytes { unsafe $0.loadUnaligned(fromByteOffset: 4 * start, as: SIMD8<Float>.self) }
    }

    /// Transforms one area on all grids, those of all columns side by side.
    private mutating func enter(_ area: [Float], _ number: Int) {
        let basis = BlockTransform.basis
        // The lowest three horizontal frequencies, row after row.
        var rows = [SIMD8<Float>](repeating: .zero, count: 3 * Self.side)
        for row in 0..<Self.side {
            for x in 0..<8 {
                let columns = columns(of: area, from: row * Self.side + x)
                for horizontal in 0..<3 { rows[horizontal * Self.side + row] += basis[8 * horizontal + x] * columns }
            }
        }
        for (index, (vertical, horizontal)) in Self.frequencies.enumerated() {
            for row in 0..<8 {
                var sums = SIMD8<Float>.zero
                for y in 0..<8 { sums += basis[8 * vertical + y] * rows[horizontal * Self.side + row + y] }
                for column in 0..<8 {
                    coefficients[((8 * row + column) * Self.frequencies.count + index) * areaCount + number] =
                        sums[column]
                }
            }
        }
    }
}
