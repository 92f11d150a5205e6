import TestSupport
import Testing

@testable import ImageFilters

@Suite(.hangLimit) struct `Order statistics` {
    /// Random numbers, few and many ties, sorted and reversed order.
    static func samples(count: Int) -> [[Float]] {
        var generator = SplitMix64(seed: UInt64(count))
        let random = (0..<count).map { _ in Float(generator.nextGaussian()) }
        let ties = (0..<count).map { _ in Float(Int.random(in: 0...3, using: &generator)) }
        let equal = [Float](repeating: 2, count: count)
        let pipes = (0..<count).map { Float(min($0, count - $0)) }
        return [random, ties, equal, pipes, random.sorted(), random.sorted(by: >), ties.sorted(), ties.sorted(by: >)]
    }

    static let counts = Array(1...20) + [63, 64, 500, 501]

    @Test(arguments: counts)
    func `the median is that of the sorted values`(count: Int) {
        for values in Self.samples(count: count) {
            let sorted = values.sorted()
            var copy = values
            let median = Quantiles.median(of: &copy)
            #expect(median == (sorted[(count - 1) / 2] + sorted[count / 2]) / 2)
            #expect(copy.sorted() == sorted, "values were lost")
        }
    }

    @Test(arguments: counts)
    func `selection finds every rank and splits the values there`(count: Int) {
        for values in Self.samples(count: count) {
            let sorted = values.sorted()
            for rank in stride(from: 0, to: count, by: max(1, count / 9)) {
                var copy = values
                let value = Quantiles.select(rank, in: &copy)
                #expect(value == sorted[rank])
                #expect(copy[..<rank].allSatisfy { $0 <= value })
                #expect(copy[rank...].allSatisfy { $0 >= value })
            }
        }
    }

    @Test(arguments: counts)
    func `the smallest values' indices are those of a stable sort, in ascending order`(count: Int) {
        for values in Self.samples(count: count) {
            let order = values.indices.sorted { (values[$0], $0) < (values[$1], $1) }
            for wanted in [0, 1, count / 3, count - 1, count, count + 5] {
                #expect(Quantiles.indicesOfSmallest(wanted, of: values) == order.prefix(wanted).sorted())
            }
        }
    }

    @Test(arguments: counts)
    func `the ascending order is that of a stable sort`(count: Int) {
        for values in Self.samples(count: count).map({ $0.map(abs) }) {
            let expected = values.indices.sorted { (values[$0], $0) < (values[$1], $1) }
            #expect(Quantiles.ascendingOrder(of: values) == expected)
        }
    }
}
