import TestSupport
import Testing

@testable import ImageFilters

@Suite struct `Clipped pixels` {
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
    func `are those with a sample at an end of the range in any plane`(instructionSet: InstructionSet, unit: Float) {
        for width in Array(8...40) + [100] {
            for planeCount in 1...3 {
                let planes = Self.strip(width: width, planeCount: planeCount, unit: unit)
                let memory = RegionMemory(planes)
                let region = memory.region
                let positions = (0...width - 8).map { Int32($0) }
                var counts = [Int32](repeating: -1, count: positions.count + 1)
                withScratch((width + 15) / 16 * 16) { scratch in
                    KernelTable(instructionSet).clippedPixels(
                        region.base, region.rowStride, region.planeStride, planeCount, width, positions,
                        positions.count, &counts, UnsafeMutableRawPointer(scratch).assumingMemoryBound(to: Int32.self))
                }
                let expected = positions.map { first in
                    (0..<64).count { index in
                        (0..<planeCount).contains { plane in
                            let sample = planes[plane, Int(first) + index % 8, index / 8]
                            return sample <= 0 || sample >= 255
                        }
                    }
                }
                #expect(counts.dropLast().map { Int($0) } == expected, "width \(width), planes \(planeCount)")
                #expect(counts.last == -1, "a count too many")
            }
        }
    }
}
