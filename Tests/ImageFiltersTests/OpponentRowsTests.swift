import TestSupport
import Testing

@testable import ImageFilters

@Suite(.hangLimit) struct `Opponent transform` {
    /// Rows of the orthonormal matrix: sum, red − blue, magenta − green.
    static let matrix: [[Double]] = [
        [1, 1, 1].map { $0 / 3.0.squareRoot() }, [1, 0, -1].map { $0 / 2.0.squareRoot() },
        [1, -2, 1].map { $0 / 6.0.squareRoot() },
    ]

    @Test(arguments: [1, 3, 4, 5, 8, 15, 16, 17, 33])
    func `is the orthonormal matrix, and its inverse the transposed one`(count: Int) {
        var generator = SplitMix64(seed: UInt64(count))
        let rows = (0..<3).map { _ in (0..<count).map { _ in Float(255 * generator.nextUniform()) } }
        let there = Self.product(rows) { Self.matrix[$0][$1] }
        let back = Self.product(rows) { Self.matrix[$1][$0] }
        let results = InstructionSet.available.map { instructionSet in
            let kernels = KernelTable(instructionSet)
            return [Self.apply(kernels.opponentRows, rows), Self.apply(kernels.inverseOpponentRows, rows)]
        }
        for (result, expected) in zip(results[0], [there, back]) {
            for (row, wanted) in zip(result, expected) {
                #expect(zip(row, wanted).allSatisfy { abs(Double($0) - $1) < 1e-3 })
            }
        }
        #expect(results.allSatisfy { $0 == results[0] })
    }

    @Test func `there and back every 8-bit color rounds to itself`() {
        let values = stride(from: Float(0), through: 255, by: 15)
        let colors = values.flatMap { r in values.flatMap { g in values.map { b in [r, g, b] } } }
        let rows = (0..<3).map { plane in colors.map { $0[plane] } }
        let kernels = KernelTable(.best)
        let back = Self.apply(kernels.inverseOpponentRows, Self.apply(kernels.opponentRows, rows))
        for (row, wanted) in zip(back, rows) { #expect(zip(row, wanted).allSatisfy { abs($0 - $1) < 1e-3 }) }
    }

    private static func product(_ rows: [[Float]], _ factor: (Int, Int) -> Double) -> [[Double]] {
        (0..<3).map { plane in
            rows[0].indices.map { x in (0..<3).reduce(0) { $0 + factor(plane, $1) * Double(rows[$1][x]) } }
        }
    }

    private static func apply(_ kernel: KernelTable.Opponent, _ rows: [[Float]]) -> [[Float]] {
        let count = rows[0].count
        let room = count + 16
        var padded = rows.flatMap { $0 + [Float](repeating: .nan, count: 16) }
        padded.withUnsafeMutableBufferPointer { memory in
            let first = memory.baseAddress!
            kernel(first, first + room, first + 2 * room, count)
        }
        return (0..<3).map { Array(padded[$0 * room..<$0 * room + count]) }
    }
}
