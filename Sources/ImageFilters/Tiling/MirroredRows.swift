extension SourcePlane {
    /// Addresses of `count` rows from row `y` on, mirrored where they lie outside the plane, without repeating the
    /// edge.
    ///
    /// - Parameter table: room for `count` addresses.
    func addressRows(from y: Int, count: Int, to table: UnsafeMutablePointer<UnsafePointer<Element>>) {
        for index in 0..<count {
            // SAFETY: `mirrored` gives rows of the plane; the caller provides the table.
            unsafe table[index] = row(mirrored(y + index, height))
        }
    }
}
