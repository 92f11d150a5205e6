/// Blocks of about one intensity, and what the quietest of them hold.
struct IntensityBin {
    /// Mean luma of the blocks on the 8-bit scale, and its range.
    let luma: Float
    let darkest: Float
    let brightest: Float
    private let members: [Int]
    /// The quietest, ascending.
    let quiet: [Int]
    /// Their mean energy of luma.
    let energy: Float

    /// Whether the ends of the range cut nothing off from noise of that energy.
    var isWhole: Bool {
        let reach = 3 * (energy / Float(FrequencyBands.odd.count)).squareRoot()
        return luma >= max(16, reach) && luma <= 255 - reach
    }

    /// Eight bins of equal count, the darkest first; fewer where there are fewer blocks.
    ///
    /// - Parameters:
    ///   - means: mean luma of each block, 0…255.
    ///   - activities: what tells quiet blocks from busy ones.
    ///   - energies: of luma, per block, in frequencies that have no part in `activities`.
    static func bins(means: [Float], activities: [Float], energies: [Float]) -> [IntensityBin] {
        let order = Quantiles.ascendingOrder(of: means)
        let count = min(8, order.count)
        return (0..<count).map { bin in
            let members = Array(order[bin * order.count / count..<(bin + 1) * order.count / count])
            let quiet = quietest(of: members, by: activities)
            return IntensityBin(
                luma: members.reduce(0) { $0 + means[$1] } / Float(members.count),
                darkest: means[members[0]], brightest: means[members[members.count - 1]], members: members,
                quiet: quiet.sorted(),
                energy: quiet.reduce(0) { $0 + energies[$1] } / Float(quiet.count))
        }
    }

    /// The bin's quietest blocks by other activities.
    func quietest(by activities: [Float]) -> [Int] { IntensityBin.quietest(of: members, by: activities) }

    private static func quietest(of members: [Int], by activities: [Float]) -> [Int] {
        Quantiles.indicesOfSmallest(max(16, members.count * 6 / 100), of: members.map { activities[$0] })
            .map { members[$0] }
    }

    /// Bins of the blocks of a table, quiet in `FrequencyBands.even` and measured in `odd`.
    static func bins(_ table: BlockTable, lumas: [Float]) -> [IntensityBin] {
        bins(
            means: lumas, activities: zip(table.even, table.evenOthers).map { $0 + $1 }, energies: table.odd)
    }
}
