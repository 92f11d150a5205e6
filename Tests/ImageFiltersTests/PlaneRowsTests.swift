import TestSupport
import Testing

@testable import ImageFilters

@Suite(.hangLimit) struct `Row conversions` {
    static let counts = Array(0...40)
    static let kernels = InstructionSet.available.map { KernelTable($0) }

    @Test(arguments: counts)
    func `samples become floats times the scale`(count: Int) {
        var generator = SplitMix64(seed: UInt64(count))
        let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
        let words = (0..<count).map { _ in UInt16.random(in: 0...65535, using: &generator) }
        for kernels in Self.kernels {
            for scale: Float in [1, 1 / 257, 0.5] {
                #expect(
                    Self.written(count) { kernels.widenRow8(bytes, $0, count, scale) }
                        == bytes.map { Float($0) * scale })
                #expect(
                    Self.written(count) { kernels.widenRow16(words, $0, count, scale) }
                        == words.map { Float($0) * scale })
            }
        }
    }

    @Test(arguments: counts)
    func `floats are rounded to nearest even and clamped, and no sample behind the row is touched`(count: Int) {
        var generator = SplitMix64(seed: UInt64(count))
        let special: [Float] = [
            0.5, 1.5, 2.5, -0.5, -3, 254.5, 255.4, 255.5, 300, 1e6, -1e6, 65534.5, 65536, 254.49998,
        ]
        let floats = (0..<count).map { index -> Float in
            index % 3 == 0 ? special[index / 3] : Float(400 * generator.nextUniform() - 70)
        }
        let padded = floats + [Float](repeating: .nan, count: 32)
        for kernels in Self.kernels {
            for scale: Float in [1, 257] {
                var bytes = [UInt8](repeating: 77, count: count + 8)
                kernels.narrowRow8(padded, &bytes, count, scale)
                #expect(bytes[..<count].elementsEqual(floats.map { UInt8(Self.rounded($0 * scale, 255)) }))
                #expect(bytes[count...].allSatisfy { $0 == 77 })
                var words = [UInt16](repeating: 777, count: count + 8)
                kernels.narrowRow16(padded, &words, count, scale)
                #expect(words[..<count].elementsEqual(floats.map { UInt16(Self.rounded($0 * scale, 65535)) }))
                #expect(words[count...].allSatisfy { $0 == 777 })
            }
        }
    }

    @Test(arguments: counts)
    func `rows are added up, and pairs of samples to half the length`(count: Int) {
        var generator = SplitMix64(seed: UInt64(count))
        let room = 2 * count + 64
        let row: [Float] = (0..<room).map { _ in Float(generator.nextUniform()) }
        let other: [Float] = (0..<room).map { _ in Float(generator.nextUniform()) }
        let sums: [Float] = zip(row, other).prefix(count).map { $0 + $1 }
        let halves: [Float] = (0..<count).map { (row[2 * $0] + row[2 * $0 + 1]) * 0.25 }
        for kernels in Self.kernels {
            var sum = row
            kernels.addRow(other, &sum, count)
            #expect(sum[..<count].elementsEqual(sums))
            #expect(Self.written(count) { kernels.halveRow(row, $0, count, 0.25) } == halves)
            var inPlace = row
            inPlace.withUnsafeMutableBufferPointer { kernels.halveRow($0.baseAddress!, $0.baseAddress!, count, 0.25) }
            #expect(inPlace[..<count].elementsEqual(halves))
        }
    }

    @Test(arguments: counts)
    func `four samples become one float`(count: Int) {
        var generator = SplitMix64(seed: UInt64(count))
        let bytes = (0..<2).map { _ in (0..<2 * count).map { _ in UInt8.random(in: 0...255, using: &generator) } }
        let words = (0..<2).map { _ in (0..<2 * count).map { _ in UInt16.random(in: 0...65535, using: &generator) } }
        for kernels in Self.kernels {
            for scale: Float in [1, 0.5 / 257] {
                #expect(
                    Self.written(count) { kernels.reduceRows8(bytes[0], bytes[1], $0, count, scale) }
                        == Self.reduced(bytes, count, scale))
                #expect(
                    Self.written(count) { kernels.reduceRows16(words[0], words[1], $0, count, scale) }
                        == Self.reduced(words, count, scale))
            }
        }
    }

    private static func reduced(_ rows: [[some BinaryInteger]], _ count: Int, _ scale: Float) -> [Float] {
        (0..<count).map { index in
            Float(rows.reduce(0) { $0 + Int($1[2 * index]) + Int($1[2 * index + 1]) }) * scale
        }
    }

    /// `count` floats that `kernel` writes; there is the room behind them that kernels may use.
    private static func written(_ count: Int, _ kernel: (UnsafeMutablePointer<Float>) -> Void) -> [Float] {
        var target = [Float](repeating: .nan, count: count + 16)
        target.withUnsafeMutableBufferPointer { kernel($0.baseAddress!) }
        return Array(target[..<count])
    }

    private static func rounded(_ value: Float, _ maximum: Float) -> Float {
        min(max(value.rounded(.toNearestOrEven), 0), maximum)
    }
}
