import TestSupport
import Testing

@testable import ImageFilters

@Suite(.hangLimit) struct `Evidence of noise` {
    private let group = PlaneGroup.groups(
        of: PlanarImage(
            width: 8, height: 8, colorModel: .gray, planes: .eight([Plane(width: 8, height: 8, repeating: 0)]))
    )[0]

    /// Of blocks of white noise.
    private let shapes: [DifferenceShape] = {
        let plane = Plane<UInt8>(width: 512, height: 8, repeating: 128).addingGaussianNoise(sigma: 6, seed: 5)
        return (0..<64).map { index in
            let block = (0..<64).map { Float(plane[8 * index + $0 % 8, $0 / 8]) }
            return block.withUnsafeBufferPointer { DifferenceShape($0.baseAddress!, rowStride: 8, range: 0...255) }
        }
    }()

    /// Deviations that fall from `low` to `high` from low to high frequencies.
    private func evidence(low: Float, high: Float, quietShare: Float) -> NoiseEvidence {
        let variances = (0..<64).map { index -> Float in
            let deviation = low + (high - low) * Float(index / 8 + index % 8) / 14
            return deviation * deviation
        }
        var evidence = NoiseEvidence(independentBlocks: 2000)
        evidence.lookAtQuietest([variances], [shapes], group)
        evidence.quietShare = quietShare
        return evidence
    }

    @Test(arguments: [1, 0.5, 0.3, 0.1, 0] as [Float], [nil, 0, 0.15, 0.5, 2] as [Float?])
    func `more quiet blocks never lower the strength`(slope: Float, chroma: Float?) {
        let strengths = (0...50).map {
            evidence(low: 10, high: 10 * slope, quietShare: Float($0) / 50).strength(chroma: chroma)
        }
        #expect(zip(strengths, strengths.dropFirst()).allSatisfy { $0 <= $1 }, "\(strengths)")
        #expect(strengths.allSatisfy { (0...5).contains($0) })
    }

    @Test func `white noise that is everywhere is believed as it is`() {
        let evidence = evidence(low: 10, high: 10, quietShare: 0.8)
        #expect(evidence.isUntouched)
        #expect(abs(evidence.strength(chroma: nil) - 1) < 0.01)
    }

    @Test func `noise that falls steeply and shows in few blocks is not believed`() {
        let evidence = evidence(low: 3, high: 0.1, quietShare: 0.02)
        #expect(!evidence.isUntouched)
        #expect(evidence.strength(chroma: nil) < 0.1)
    }

    @Test func `what coarse steps can leave is not noise, but what is plainly more, or beside fine steps, is`() {
        func confidence(low: Float, rounding: Float?) -> Float {
            var evidence = evidence(low: low, high: 0.35 * low, quietShare: 0.8)
            evidence.roundingError = rounding
            return evidence.confidence(chroma: nil)
        }
        let known = confidence(low: 7, rounding: nil)
        #expect(known > 0.5)
        #expect(confidence(low: 16, rounding: nil) > 0.1)
        // The rounding errors of qualities 30 and 75.
        #expect(confidence(low: 7, rounding: 6.1) < 0.01)
        #expect(confidence(low: 7, rounding: 1.8) == known)
        #expect(confidence(low: 16, rounding: 6.1) == confidence(low: 16, rounding: nil))
    }

    @Test func `no noise at all is no reason for a strength that is not a number`() {
        let strength = evidence(low: 0, high: 0, quietShare: 0).strength(chroma: 0)
        #expect(strength.isFinite && strength >= 0)
    }
}
