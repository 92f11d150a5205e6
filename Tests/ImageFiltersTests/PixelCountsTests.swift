import TestSupport
import Testing

@testable import ImageFilters

@Suite(.hangLimit) struct `Pixel counts` {
    /// Samples of 8 or 16 bits, of which many are at an end of the range or next to it.
    static func strip(width: Int, planeCount: Int, unit: Float) -> RegionPlanes {
        var generator = SplitMix64(seed: UInt64(width))
        let top = Int((255 / unit).rounded())
        let samples = [0, 0, 1, top / 2, top - 1, top, top / 3, top / 5]
        return RegionPlanes(width: width, height: 8, planeCount: planeCount) { _, _, _ in
            Double(Float(samples.randomElement(using: &generator)!) * unit)
        }
    }

    @Test(arguments: InstructionSet.available, [1, 1 / 257] as [Float])
    func `are of pixels at an end of the range in any plane, and of neighbours equal in all`(
        instructionSet: InstructionSet, unit: Float
    ) {
        for width in Array(8...40) + [100] {
            for planeCount in 1...3 {
                let planes = Self.strip(width: width, planeCount: planeCount, unit: unit)
                let memory = RegionMemory(planes)
                let region = memory.region
                let positions = (0...width - 8).map { Int32($0) }
                var clipped = [Int32](repeating: -1, count: positions.count + 1)
                var equal = clipped
                withScratch((width + 15) / 16 * 16) { scratch in
                    KernelTable(instructionSet).pixelCounts(
                        region.base, region.rowStride, region.planeStride, planeCount, width, positions,
                        positions.count, &clipped, &equal,
                        UnsafeMutableRawPointer(scratch).assumingMemoryBound(to: Int32.self))
                }
                let expected = positions.map { first in
                    (0..<64).count { index in
                        (0..<planeCount).contains { plane in
                            let sample = planes[plane, Int(first) + index % 8, index / 8]
                            return sample <= 0 || sample >= 255
                        }
                    }
                }
                #expect(clipped.dropLast().map { Int($0) } == expected, "width \(width), planes \(planeCount)")
                #expect(equal.dropLast().map { Int($0) } == positions.map { Self.equalPairs(planes, at: Int($0)) })
                #expect(clipped.last == -1 && equal.last == -1, "a count too many")
            }
        }
    }

    /// Pairs of neighbours in a block, less than half a unit apart in all planes.
    private static func equalPairs(_ planes: RegionPlanes, at first: Int) -> Int {
        (0..<64).reduce(0) { sum, index in
            let (x, y) = (first + index % 8, index / 8)
            func isEqual(_ right: Int, _ down: Int) -> Bool {
                (0..<planes.planeCount).allSatisfy { abs(planes[$0, x + right, y + down] - planes[$0, x, y]) < 0.5 }
            }
            return sum + (index % 8 < 7 && isEqual(1, 0) ? 1 : 0) + (y < 7 && isEqual(0, 1) ? 1 : 0)
        }
    }
}
