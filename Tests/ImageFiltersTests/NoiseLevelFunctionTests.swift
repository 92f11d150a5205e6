import TestSupport
import Testing

@testable import ImageFilters

@Suite(.hangLimit) struct `Noise level function` {
    /// By how much noise variance may differ between two intensities: like photons towards the bright, by a gamma
    /// curve's slope towards the dark.
    static func growth(from a: Float, to b: Float) -> Float {
        b >= a ? (b + 9) / (a + 9) : Float(Double(a / max(b, 4)).squareRoot())
    }

    /// Bins of blocks with random means, whose energies are a multiple of `variance` at their mean.
    static func bins(seed: UInt64, count: Int = 4000, variance: (Float) -> Float) -> [IntensityBin] {
        var generator = SplitMix64(seed: seed)
        let means = (0..<count).map { _ in Float(5 + 245 * generator.nextUniform()) }
        let energies = means.map { variance($0) * Float(0.9 + 0.2 * generator.nextUniform()) }
        return IntensityBin.bins(means: means, activities: energies, energies: energies)
    }

    /// Both kinds of function.
    static func functions(of bins: [IntensityBin]) -> [NoiseLevelFunction] {
        [NoiseLevelFunction(linear: bins), NoiseLevelFunction(toned: bins)]
    }

    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func `no intensity contradicts another, whatever the blocks hold`(seed: UInt64) {
        var generator = SplitMix64(seed: seed)
        let levels = (0..<9).map { _ in Float(1 + 400 * generator.nextUniform()) }
        let bins = Self.bins(seed: seed, count: 300 + 100 * Int(seed)) { levels[Int($0) / 32] }
        for function in Self.functions(of: bins) {
            #expect(zip(function.knots, function.knots.dropFirst()).allSatisfy { $0.luma < $1.luma })
            #expect(function.knots.allSatisfy { $0.factor > 0 && $0.factor.isFinite })
        }
        // Beyond a tone curve's shoulder more is allowed.
        let lumas = bins.map(\.luma)
        let linear = NoiseLevelFunction(linear: bins)
        for (a, from) in zip(lumas, linear.factors(at: lumas)) {
            for (b, to) in zip(lumas, linear.factors(at: lumas)) {
                #expect(to <= 1.01 * from * Self.growth(from: a, to: b), "\(a) to \(b)")
            }
        }
    }

    @Test func `white noise has a flat function`() {
        for function in Self.functions(of: Self.bins(seed: 3) { _ in 100 }) {
            #expect(function.knots.allSatisfy { abs($0.factor - 1) < 0.1 }, "\(function.knots)")
        }
    }

    @Test func `noise of photons is followed`() {
        for function in Self.functions(of: Self.bins(seed: 4) { 0.5 * ($0 + 9) }) {
            for (a, b): (Float, Float) in [(30, 60), (60, 120), (120, 220)] {
                let ratio = function.factor(at: b) / function.factor(at: a)
                #expect(abs(ratio - (b + 9) / (a + 9)) < 0.25, "\(a) to \(b): \(ratio)")
            }
        }
    }

    @Test(arguments: [20.0, 60, 140, 200])
    func `a line is followed to its ends where some intensities hold texture`(textured: Float) {
        let bins = Self.bins(seed: 7) { abs($0 - textured) < 45 ? 900 : 0.5 * ($0 + 9) }
        let function = NoiseLevelFunction(linear: bins)
        let ratio = function.factor(at: 245) / function.factor(at: 10)
        #expect(abs(ratio / (254.0 / 19.0) - 1) < 0.3, "\(ratio)")
    }

    @Test func `texture at one intensity does not count as noise`() {
        for function in Self.functions(of: Self.bins(seed: 5) { (100...140).contains($0) ? 4000 : 25 }) {
            #expect(function.knots.map(\.factor).max()! < 3, "\(function.knots)")
        }
    }

    @Test func `the factor is linear between knots and constant outside`() {
        let function = NoiseLevelFunction(knots: [
            .init(luma: 50, factor: 1), .init(luma: 100, factor: 3), .init(luma: 200, factor: 2),
        ])
        let expected: [(Float, Float)] = [(0, 1), (50, 1), (75, 2), (100, 3), (150, 2.5), (200, 2), (255, 2)]
        for (luma, factor) in expected { #expect(abs(function.factor(at: luma) - factor) < 1e-5, "at \(luma)") }
        #expect(NoiseLevelFunction.constant.factor(at: 77) == 1)
    }

    @Test(arguments: [1, 5, 63, 64, 200])
    func `few blocks, or blocks of one mean, still give a function`(count: Int) {
        for values in [[Float](repeating: 0, count: count), [Float](repeating: 90, count: count)] {
            for function in Self.functions(
                of: IntensityBin.bins(means: values, activities: values, energies: values))
            {
                #expect(!function.knots.isEmpty)
                let factors = function.factors(at: (0...255).map(Float.init))
                #expect(factors.allSatisfy { $0.isFinite && $0 > 0 })
            }
        }
    }
}

extension NoiseLevelFunction {
    func factor(at luma: Float) -> Float { factors(at: [luma])[0] }
}
