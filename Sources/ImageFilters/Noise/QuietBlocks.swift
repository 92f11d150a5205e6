/// The blocks of a table that hold noise and hardly anything else.
///
/// Each frequency is measured in blocks that are quiet in others. Were the blocks chosen for the very frequency, they
/// would be those where chance made noise weak.
struct QuietBlocks {
    /// Quiet in `FrequencyBands.even`, and so fit to measure the others; ascending.
    let forOdd: [Int]
    /// Quiet in `FrequencyBands.odd`; ascending.
    let forEven: [Int]

    /// Both, each block once, ascending.
    var all: [Int] { Array(Set(forOdd + forEven)).sorted() }

    /// The quietest blocks.
    ///
    /// - Parameters:
    ///   - order: of the blocks of a table.
    ///   - count: blocks of each kind at most.
    init(_ order: QuietOrder, count: Int) {
        forOdd = order.byEven.prefix(count).sorted()
        forEven = order.byOdd.prefix(count).sorted()
    }

    /// The quietest blocks of a table, without an order of all.
    ///
    /// - Parameters:
    ///   - factors: the noise variance expected in each block, as a multiple of the profile's.
    ///   - count: blocks of each kind at most.
    init(_ table: BlockTable, factors: [Float], count: Int) {
        let activities = QuietOrder.activities(table, factors: factors)
        forOdd = Quantiles.indicesOfSmallest(count, of: activities.even)
        forEven = Quantiles.indicesOfSmallest(count, of: activities.odd)
    }

    /// The quietest blocks of every intensity at which nothing but noise shows.
    ///
    /// - Parameter function: what noise may be at each intensity; bins that hold more have structure in all blocks.
    init(_ table: BlockTable, bins: [IntensityBin], function: NoiseLevelFunction) {
        let scaled = zip(bins, function.factors(at: bins.map(\.luma))).map { $0.energy / $1 }
        let bound = 1.15 * (scaled.min() ?? 0)
        let counted = zip(bins, scaled).filter { $1 <= bound }.map { $0.0 }
        forOdd = counted.flatMap(\.quiet).sorted()
        let activities = zip(table.odd, table.oddOthers).map { $0 + $1 }
        forEven = counted.flatMap { $0.quietest(by: activities) }.sorted()
    }

    /// Blocks spread evenly over those up to where structure begins to show.
    init(_ order: QuietOrder, table: BlockTable, factors: [Float], from least: Int, most: Int) {
        forOdd = QuietBlocks.spread(
            order.byEven, least, most, QuietBlocks.plateau(order.byEven, table.odd, factors, least))
        forEven = QuietBlocks.spread(
            order.byOdd, least, most, QuietBlocks.plateau(order.byOdd, table.even, factors, least))
    }

    /// How many blocks of an order hold about as much energy as the first `least`.
    ///
    /// - Parameter energies: in frequencies that had no part in the order.
    private static func plateau(_ order: [Int], _ energies: [Float], _ factors: [Float], _ least: Int) -> Int {
        func mean(_ range: Range<Int>) -> Float {
            order[range].reduce(0) { $0 + energies[$1] / factors[$1] } / Float(range.count)
        }
        var end = min(least, order.count)
        let floor = mean(0..<end)
        while end < order.count {
            let next = min(order.count, max(end + 16, end * 3 / 2))
            guard mean(end..<next) <= 1.25 * floor else { break }
            end = next
        }
        return end
    }

    private static func spread(_ order: [Int], _ least: Int, _ most: Int, _ count: Int) -> [Int] {
        guard count > most else { return order.prefix(count).sorted() }
        return (0..<most).map { order[$0 * count / most] }.sorted()
    }
}

/// The blocks of a table from the quietest to the busiest.
struct QuietOrder {
    /// By their energy in `FrequencyBands.even`; in `odd`.
    let byEven: [Int]
    let byOdd: [Int]

    /// - Parameter factors: the noise variance expected in each block, as a multiple of the profile's.
    init(_ table: BlockTable, factors: [Float]) {
        let activities = QuietOrder.activities(table, factors: factors)
        byEven = Quantiles.ascendingOrder(of: activities.even)
        byOdd = Quantiles.ascendingOrder(of: activities.odd)
    }

    /// What blocks are ordered by.
    fileprivate static func activities(_ table: BlockTable, factors: [Float]) -> (even: [Float], odd: [Float]) {
        (
            table.blocks.indices.map { (table.even[$0] + table.evenOthers[$0]) / factors[$0] },
            table.blocks.indices.map { (table.odd[$0] + table.oddOthers[$0]) / factors[$0] }
        )
    }

    private init(byEven: [Int], byOdd: [Int]) {
        self.byEven = byEven
        self.byOdd = byOdd
    }

    /// Without the quietest blocks.
    func dropping(_ count: Int) -> QuietOrder {
        QuietOrder(byEven: Array(byEven.dropFirst(count)), byOdd: Array(byOdd.dropFirst(count)))
    }
}
