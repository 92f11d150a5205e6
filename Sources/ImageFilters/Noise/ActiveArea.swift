/// The part of a picture inside of letterboxes, frames and caption strips.
///
/// What a hand or a program painted in one colour holds no noise, however much there is beside it.
struct ActiveArea {
    private let rows: Range<Int>
    private let columns: Range<Int>
    private let columnCount: Int
    private let rowCount: Int
    private let step: Int

    /// - Parameters:
    ///   - equal: equal neighbours of each block of a grid, row by row.
    ///   - columnCount: blocks side by side.
    ///   - margin: blocks next to what is cut off that go too: compression makes rings there.
    init(equal: [Int32], columnCount: Int, step: Int) {
        // Next to a strip compression makes rings: in what is left of its last block of 8, and in the first one beyond.
        let margin = (16 + step - 1) / step
        self.step = step
        self.columnCount = columnCount
        let rowCount = columnCount == 0 ? 0 : equal.count / columnCount
        self.rowCount = rowCount
        func isFlat(_ block: (row: Int, column: Int), isOutermost: Bool) -> Bool {
            // A narrow strip does not fill the outermost blocks.
            equal[block.row * columnCount + block.column] >= (isOutermost ? ActiveArea.half : ActiveArea.flat)
        }
        var rows = 0..<rowCount
        var columns = 0..<columnCount
        // Columns of a frame are flat only between its top and its bottom, and the other way round.
        for _ in 0..<2 {
            rows = ActiveArea.inner(of: rows) { row in
                let isOutermost = row == 0 || row == rowCount - 1
                return columns.count { isFlat((row, $0), isOutermost: isOutermost) } * 50 >= columns.count * 49
            }
            columns = ActiveArea.inner(of: columns) { column in
                let isOutermost = column == 0 || column == columnCount - 1
                return rows.count { isFlat(($0, column), isOutermost: isOutermost) } * 50 >= rows.count * 49
            }
        }
        self.rows = ActiveArea.shrunk(rows, inside: 0..<rowCount, by: margin)
        self.columns = ActiveArea.shrunk(columns, inside: 0..<columnCount, by: margin)
    }

    /// Whether some samples lie inside.
    func contains(_ samples: (columns: Range<Int>, rows: Range<Int>)) -> Bool {
        func isInside(_ range: Range<Int>, _ blocks: Range<Int>, _ count: Int) -> Bool {
            guard !blocks.isEmpty else { return false }
            return (blocks.lowerBound == 0 || range.lowerBound >= blocks.lowerBound * step + 3)
                && (blocks.upperBound == count || range.upperBound <= (blocks.upperBound - 1) * step + 11)
        }
        return isInside(samples.columns, columns, columnCount) && isInside(samples.rows, rows, rowCount)
    }

    func contains(block: Int) -> Bool {
        rows.contains(block / columnCount) && columns.contains(block % columnCount)
    }

    /// Of 112 neighbours at least as many are equal in a block of one colour, compressed or not.
    static let flat: Int32 = 100
    /// As many in a block that a strip fills by half.
    private static let half: Int32 = 45

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
