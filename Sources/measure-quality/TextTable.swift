/// Rows of cells as text in columns.
enum TextTable {
    /// - Parameter rows: the first is the heading; all have as many cells. The first two columns and the last are words,
    ///   set to the left, the others numbers.
    static func aligned(_ rows: [[String]]) -> [String] {
        let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max()! }
        return rows.map { row in
            zip(row, widths).enumerated().map { column, cell in
                let padding = String(repeating: " ", count: cell.1 - cell.0.count)
                if column == row.count - 1 { return cell.0 }
                return column < 2 ? cell.0 + padding : padding + cell.0
            }.joined(separator: "  ")
        }
    }
}
