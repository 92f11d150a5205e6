import TestSupport
import Testing

@testable import ImageFilters

@Suite(.hangLimit) struct `Noise spectrum` {
    @Test func `a constant spectrum stays constant`() {
        let smoothed = NoiseSpectrum.smoothed([Float](repeating: 7, count: 64))
        #expect(smoothed.allSatisfy { abs($0 - 49) < 1e-3 })
    }

    @Test func `the mean's own deviation takes no part`() {
        var deviations = [Float](repeating: 3, count: 64)
        deviations[0] = 1000
        #expect(NoiseSpectrum.smoothed(deviations).allSatisfy { abs($0 - 9) < 1e-3 })
    }

    @Test func `the result is the same in both directions, and within what was measured`() {
        var generator = SplitMix64(seed: 2)
        let deviations = (0..<64).map { _ in Float(1 + 9 * generator.nextUniform()) }
        let smoothed = NoiseSpectrum.smoothed(deviations)
        for index in 0..<64 { #expect(abs(smoothed[index] - smoothed[index % 8 * 8 + index / 8]) < 1e-3) }
        #expect(smoothed.min()! >= 1 && smoothed.max()! <= 100)
    }
}
