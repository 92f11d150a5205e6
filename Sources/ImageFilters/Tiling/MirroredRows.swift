extension SourcePlane {
    /// How many rows at the end of a plane have less than a vector of readable samples behind them.
    static func rowsWithoutSlack(width: Int, height: Int, stride: Int) -> Int {
        min(height, (width + ScratchMemory.alignment - 1) / stride)
    }

    /// Addresses of `count` rows from row `y` on, mirrored where they lie outside the plane, without repeating the
    /// edge. A vector may be read behind each: rows at the plane's end are copied to `spare` for that.
    ///
    /// - Parameters:
    ///   - table: room for `count` addresses.
    ///   - spare: room for `rowsWithoutSlack` rows, `spareStride` apart, at least a vector longer than the plane is wide.
    func addressRows(
        from y: Int, count: Int, to table: UnsafeMutablePointer<UnsafePointer<Element>>,
        spare: UnsafeMutablePointer<Element>, spareStride: Int
    ) {
        let firstSpare = height - Self.rowsWithoutSlack(width: width, height: height, stride: stride)
        for index in 0..<count {
            let row = mirrored(y + index, height)
            // SAFETY: `mirrored` gives rows of the plane; the caller provides the table and the spare rows.
            let samples = unsafe base + row * stride
            if row < firstSpare {
                unsafe table[index] = samples
            } else {
                let copy = unsafe spare + (row - firstSpare) * spareStride
                unsafe copy.update(from: samples, count: width)
                unsafe table[index] = UnsafePointer(copy)
            }
        }
    }
}
