import TestSupport
import Testing

@testable import ImageFilters

@Suite struct `Intensity law` {
    /// By how much noise variance may differ between two intensities: like photons towards the bright, by a gamma
    /// curve's slope towards the dark.
    static func growth(from a: Float, to b: Float) -> Float {
        b >= a ? (b + 9) / (a + 9) : Float(Double(a / max(b, 4)).squareRoot())
    }

    /// A law from blocks with random means, whose energies are a multiple of `variance` at their mean.
    static func law(seed: UInt64, count: Int = 4000, variance: (Float) -> Float) -> IntensityLaw {
        var generator = SplitMix64(seed: seed)
        let means = (0..<count).map { _ in Float(5 + 245 * generator.nextUniform()) }
        let energies = means.map { variance($0) * Float(0.9 + 0.2 * generator.nextUniform()) }
        return IntensityLaw(means: means, activities: energies, energies: energies)
    }

    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func `no intensity contradicts another, whatever the blocks hold`(seed: UInt64) {
        var generator = SplitMix64(seed: seed)
        let levels = (0..<9).map { _ in Float(1 + 400 * generator.nextUniform()) }
        let law = Self.law(seed: seed, count: 300 + 100 * Int(seed)) { levels[Int($0) / 32] }
        #expect(zip(law.knots, law.knots.dropFirst()).allSatisfy { $0.luma < $1.luma })
        #expect(law.knots.allSatisfy { $0.factor > 0 && $0.factor.isFinite })
        for a in law.knots where (16...220).contains(a.luma) {
            for b in law.knots {
                #expect(b.factor <= 1.01 * a.factor * Self.growth(from: a.luma, to: b.luma), "\(a) to \(b)")
            }
        }
    }

    @Test func `white noise has a flat law`() {
        let law = Self.law(seed: 3) { _ in 100 }
        #expect(law.knots.allSatisfy { abs($0.factor - 1) < 0.1 }, "\(law.knots)")
    }

    @Test func `noise of photons is followed`() {
        let law = Self.law(seed: 4) { 0.5 * ($0 + 9) }
        for (a, b): (Float, Float) in [(30, 60), (60, 120), (120, 220)] {
            let ratio = law.factor(at: b) / law.factor(at: a)
            #expect(abs(ratio - (b + 9) / (a + 9)) < 0.25, "\(a) to \(b): \(ratio)")
        }
    }

    @Test func `texture at one intensity does not count as noise`() {
        let law = Self.law(seed: 5) { (100...140).contains($0) ? 4000 : 25 }
        #expect(law.knots.map(\.factor).max()! < 3, "\(law.knots)")
    }

    @Test func `the factor is linear between knots and constant outside`() {
        let law = IntensityLaw(knots: [
            .init(luma: 50, factor: 1), .init(luma: 100, factor: 3), .init(luma: 200, factor: 2),
        ])
        let expected: [(Float, Float)] = [(0, 1), (50, 1), (75, 2), (100, 3), (150, 2.5), (200, 2), (255, 2)]
        for (luma, factor) in expected { #expect(abs(law.factor(at: luma) - factor) < 1e-5, "at \(luma)") }
        #expect(IntensityLaw.constant.factor(at: 77) == 1)
    }

    @Test(arguments: [1, 5, 63, 64, 200])
    func `few blocks, or blocks of one mean, still give a law`(count: Int) {
        for values in [[Float](repeating: 0, count: count), [Float](repeating: 90, count: count)] {
            let law = IntensityLaw(means: values, activities: values, energies: values)
            #expect(!law.knots.isEmpty)
            #expect((0...255).allSatisfy { law.factor(at: Float($0)).isFinite && law.factor(at: Float($0)) > 0 })
        }
    }
}

extension IntensityLaw {
    func factor(at luma: Float) -> Float { factors(at: [luma])[0] }
}
