/// Counts of seconds by upper bounds that fit small images and large ones.
struct Histogram {
    private static let bounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]

    private var counts = [Int](repeating: 0, count: bounds.count)
    private var count = 0
    private var sum = 0.0

    mutating func add(_ seconds: Double) {
        count += 1
        sum += seconds
        // Each bound counts everything at or below it.
        for (index, bound) in Self.bounds.enumerated() where seconds <= bound { counts[index] += 1 }
    }

    func write(_ series: MetricsPage.Series) {
        for (bound, count) in zip(Self.bounds, counts) { series("_bucket", ["le": "\(bound)"], "\(count)") }
        series("_bucket", ["le": "+Inf"], "\(count)")
        series("_sum", [:], "\(sum)")
        series("_count", [:], "\(count)")
    }
}
