import TestSupport
import Testing

@testable import ImageFilters

@Suite(.hangLimit) struct `Pilot filters` {
    /// As a stage would choose them for noise of this variance in every plane.
    static func factors(planes: Int, variance: Float, cutOff: Float) -> [Float] {
        (0..<planes).map { 1 / (Float(planes) * variance / Float($0 + 1) * cutOff) }
    }

    static func check(
        _ source: RegionPlanes, _ pilot: DenoiseStage.Pilot, border: Int, expected: RegionPlanes
    ) {
        let results = InstructionSet.available.map { pilotByKernel(source, pilot, $0).inset(border) }
        let worst = results[0].largestDifference(from: expected.inset(border))
        #expect(worst < 1e-3, "\(source.width) × \(source.height), difference \(worst)")
        #expect(results.allSatisfy { $0 == results[0] }, "\(source.width) × \(source.height): instruction sets differ")
    }

    /// As a stage would choose them for samples of 0…255.
    static func steps(planes: Int, radius: Int, variance: Float, cutOff: Float) -> PilotSteps {
        PilotSteps(
            radius: radius, ranges: Array(repeating: 0...255, count: planes),
            variances: (0..<planes).map { variance / Float($0 + 1) }, cutOff: cutOff)
    }

    @Test(arguments: 1...3, 1...5)
    func `non-local means follows the scalar reference`(planes: Int, radius: Int) {
        for (number, size) in [(24, 24), (31, 19), (40, 27), (56, 20), (72, 24)].enumerated() {
            let source = RegionPlanes.random(width: size.0, height: size.1, planeCount: planes, seed: UInt64(number))
            for (variance, cutOff): (Float, Float) in [(64, 7), (400, 4), (4, 5), (0.001, 7)] {
                let steps = Self.steps(planes: planes, radius: radius, variance: variance, cutOff: cutOff)
                Self.check(
                    source, .nonLocalMeans(steps), border: radius + 1,
                    expected: nonLocalMeansPilotReference(source, steps))
            }
        }
    }

    @Test(arguments: [Float(0.5), 4, 100])
    func `the integers of non-local means come near its formula`(variance: Float) {
        let deviation = Double(variance).squareRoot()
        var generator = SplitMix64(seed: 5)
        // A slope with noise.
        let source = RegionPlanes(width: 40, height: 40, planeCount: 3) { _, x, _ in
            Double(Float(128 + deviation * (0.2 * Double(x - 20) + generator.nextGaussian())))
        }
        let steps = PilotSteps(
            radius: 3, ranges: Array(repeating: 0...255, count: 3), variances: Array(repeating: variance, count: 3),
            cutOff: 7)
        let exact = exactNonLocalMeans(source, radius: 3, variances: Array(repeating: variance, count: 3), cutOff: 7)
        let worst = nonLocalMeansPilotReference(source, steps).inset(4).largestDifference(from: exact.inset(4))
        #expect(worst < 0.05 * deviation, "\(worst / deviation) deviations")
    }

    @Test(arguments: 1...5)
    func `a dot over the whole range stays with the finest steps`(radius: Int) {
        // The difference of its steps leaves 16 bits: it must not come back as a small one.
        let source = RegionPlanes(width: 40, height: 24, planeCount: 1) { _, x, y in x == 20 && y == 12 ? 255 : 0 }
        let steps = Self.steps(planes: 1, radius: radius, variance: 1e-6, cutOff: 7)
        let result = pilotByKernel(source, .nonLocalMeans(steps)).inset(radius + 1)
        #expect(result == source.inset(radius + 1))
    }

    @Test(arguments: 1...3, 1...4)
    func `the bilateral filter follows the scalar reference`(planes: Int, radius: Int) {
        for (number, size) in [(16, 16), (31, 19), (40, 27), (56, 20), (72, 24)].enumerated() {
            let source = RegionPlanes.random(width: size.0, height: size.1, planeCount: planes, seed: UInt64(number))
            for variance: Float in [4, 64, 400] {
                let factors = Self.factors(planes: planes, variance: variance, cutOff: 35)
                Self.check(
                    source, .bilateral(radius: radius, factors: factors, spaceFactor: 1.0 / 16), border: radius,
                    expected: bilateralPilotReference(source, radius: radius, factors: factors, spaceFactor: 1.0 / 16))
            }
        }
    }

    static let pilots: [DenoiseStage.Pilot] = [
        .nonLocalMeans(steps(planes: 3, radius: 3, variance: 64, cutOff: 7)),
        .bilateral(radius: 4, factors: factors(planes: 3, variance: 64, cutOff: 35), spaceFactor: 1.0 / 16),
    ]

    @Test(arguments: pilots)
    func `a pixel has the same bits in every region`(pilot: DenoiseStage.Pilot) {
        let source = RegionPlanes.random(width: 80, height: 64, planeCount: 3, seed: 12)
        let whole = pilotByKernel(source, pilot)
        for (x, y, width, height) in [(8, 8, 40, 40), (16, 24, 64, 32), (3, 5, 29, 31)] {
            let part = pilotByKernel(source.part(x: x, y: y, width: width, height: height), pilot)
            #expect(
                part.inset(4) == whole.part(x: x, y: y, width: width, height: height).inset(4), "region at \(x), \(y)")
        }
    }

    @Test(arguments: pilots)
    func `rows that come in pieces give the same bits`(pilot: DenoiseStage.Pilot) {
        let source = RegionPlanes.random(width: 40, height: 48, planeCount: 3, seed: 13)
        let parts = pilotByKernel(source, pilot, pieces: [0, 3, 4, 5, 5, 19, 20, 47])
        #expect(parts.inset(4) == pilotByKernel(source, pilot).inset(4))
    }

    @Test(arguments: pilots)
    func `a flat region stays flat`(pilot: DenoiseStage.Pilot) {
        let source = RegionPlanes(width: 40, height: 24, planeCount: 3) { plane, _, _ in Double(50 + 60 * plane) }
        let result = pilotByKernel(source, pilot).inset(4)
        #expect(result.largestDifference(from: source.inset(4)) < 1e-3)
    }

    @Test(arguments: pilots)
    func `an edge far above the noise stays`(pilot: DenoiseStage.Pilot) {
        let source = RegionPlanes(width: 40, height: 24, planeCount: 3) { _, x, _ in x < 20 ? 20 : 220 }
        let result = pilotByKernel(source, pilot).inset(4)
        #expect(result.largestDifference(from: source.inset(4)) < 1e-3)
    }
}
