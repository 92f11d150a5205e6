/// The part of a picture inside of letterboxes, frames and caption strips.
///
/// What a hand or a program painted in one colour holds no noise, however much there is beside it.
struct ActiveArea {
    private let rows: Range<Int>
    private let columns: Range<Int>
    private let columnCount: Int

    /// - Parameters:
    ///   - equal: equal neighbours of each block of a grid, row by row.
    ///   - columnCount: blocks side by side.
    ///   - margin: blocks next to what is cut off that go too: compression makes rings there.
    init(equal: [Int32], columnCount: Int, margin: Int) {
        self.columnCount = columnCount
        let rowCount = columnCount == 0 ? 0 : equal.count / columnCount
        var rows = 0..<rowCount
        var columns = 0..<columnCount
        // Columns of a frame are flat only between its top and its bottom, and the other way round.
        for _ in 0..<2 {
            rows = ActiveArea.inner(of: rows) { row in
                columns.count { equal[row * columnCount + $0] >= ActiveArea.flat } * 50 >= columns.count * 49
            }
            columns = ActiveArea.inner(of: columns) { column in
                rows.count { equal[$0 * columnCount + column] >= ActiveArea.flat } * 50 >= rows.count * 49
            }
        }
        self.rows = ActiveArea.shrunk(rows, inside: 0..<rowCount, by: margin)
        self.columns = ActiveArea.shrunk(columns, inside: 0..<columnCount, by: margin)
    }

    func contains(block: Int) -> Bool {
        rows.contains(block / columnCount) && columns.contains(block % columnCount)
    }

    /// Of 112 neighbours at least as many are equal in a block of one colour, compressed or not.
    static let flat: Int32 = 100

    private static func inner(of range: Range<Int>, isFlat: (Int) -> Bool) -> Range<Int> {
        let first = range.first { !isFlat($0) } ?? range.upperBound
        let last = range.last { !isFlat($0) } ?? first - 1
        return first..<max(last + 1, first)
    }

    private static func shrunk(_ range: Range<Int>, inside whole: Range<Int>, by margin: Int) -> Range<Int> {
        let first = range.lowerBound > whole.lowerBound ? range.lowerBound + margin : range.lowerBound
        let end = range.upperBound < whole.upperBound ? range.upperBound - margin : range.upperBound
        return first..<max(first, end)
    }
}
