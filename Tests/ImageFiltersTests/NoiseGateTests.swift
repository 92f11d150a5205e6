import Testing

@testable import ImageFilters

@Suite struct `Clean-or-noisy gate` {
    /// Noise whose deviation falls from `low` to `high` from low to high frequencies.
    static func noise(low: Float, high: Float, quietShare: Float) -> GroupNoise {
        let plane = (0..<64).map { index -> Float in
            let share = Float(index / 8 + index % 8) / 14
            let deviation = low + (high - low) * share
            return deviation * deviation
        }
        return GroupNoise(variances: [[plane]], law: .constant, quietShare: quietShare)
    }

    @Test(arguments: [1, 0.5, 0.3, 0.1, 0] as [Float], [nil, 0, 0.15, 0.5, 2] as [Float?])
    func `more quiet blocks never lower the strength`(slope: Float, chroma: Float?) {
        let shares = (0...50).map { Float($0) / 50 }
        let strengths = shares.map {
            CleanGate.strength(of: Self.noise(low: 10, high: 10 * slope, quietShare: $0), chroma: chroma)
        }
        #expect(zip(strengths, strengths.dropFirst()).allSatisfy { $0 <= $1 }, "\(strengths)")
        #expect(strengths.allSatisfy { (0.59...5).contains($0) })
    }

    @Test func `white noise that is everywhere is believed as it is`() {
        for chroma: Float? in [nil, 1] {
            let strength = CleanGate.strength(of: Self.noise(low: 10, high: 10, quietShare: 0.8), chroma: chroma)
            #expect(abs(strength - 1) < 0.01)
        }
    }

    @Test func `an estimate from few quiet blocks is lowered`() {
        #expect(CleanGate.strength(of: Self.noise(low: 10, high: 10, quietShare: 0.02), chroma: nil) < 0.65)
    }

    @Test func `no noise at all is no reason for a strength that is not a number`() {
        let strength = CleanGate.strength(of: Self.noise(low: 0, high: 0, quietShare: 0), chroma: 0)
        #expect(strength.isFinite && strength > 0)
    }
}
