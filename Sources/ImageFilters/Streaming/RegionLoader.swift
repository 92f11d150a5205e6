/// Reads rectangles of a group's planes as floats on the 8-bit scale, at full or reduced resolution.
///
/// At scale s a sample is the sum of 2^s × 2^s samples divided by 2^s, so that white noise keeps its s.d. Outside the
/// image samples are mirrored with the edge repeated.
struct RegionLoader<Element: KernelSample>: Sendable {
    let sources: [SourcePlane<Element>]
    let transform: PlaneGroup.Transform
    let kernels: KernelTable

    /// Size of the group's planes at `scale`.
    func size(scale: Int) -> (width: Int, height: Int) {
        let step = 1 << scale
        return ((sources[0].width + step - 1) >> scale, (sources[0].height + step - 1) >> scale)
    }

    /// Floats of line memory that `load` needs for regions of up to `width` samples.
    func lineCount(width: Int, scale: Int) -> Int {
        scale < 2 ? 0 : 2 * RegionLoader.lineStride(width: width, scale: scale)
    }

    /// A line holds samples at half the full resolution.
    private static func lineStride(width: Int, scale: Int) -> Int { (width << (scale - 1)) + 128 }

    /// Fills `rows` of `region`, whose position and size are in samples of `scale`. It may reach out of the image by
    /// less than its own inner part, or else must hold the image's whole width.
    func load(_ region: FloatRegion, rows: Range<Int>, scale: Int, lines: UnsafeMutablePointer<Float>) {
        unsafe loadSamples(region, rows: rows, scale: scale, lines: lines)
        transform(region, rows: rows)
    }

    /// Fills `rows` of `region` like `load`, with samples that are not transformed yet.
    func loadSamples(_ region: FloatRegion, rows: Range<Int>, scale: Int, lines: UnsafeMutablePointer<Float>) {
        let full = size(scale: scale)
        let inside = max(region.x, 0)..<min(region.x + region.width, full.width)
        for row in rows {
            let y = reflected(region.y + row, full.height)
            for plane in sources.indices {
                // SAFETY: `inside` lies in the plane and, moved by the region's position, in the region's row.
                let start = unsafe region.pointer(plane: plane, row: row, column: inside.lowerBound - region.x)
                if scale == 0 {
                    unsafe Element.widen(
                        sources[plane].row(y) + inside.lowerBound, to: start, count: inside.count,
                        scale: Element.unit, kernels: kernels)
                } else {
                    unsafe reduce(sources[plane], y: y, columns: inside, scale: scale, to: start, lines: lines)
                }
                region.mirrorEnds(plane: plane, row: row, inside: inside, width: full.width)
            }
        }
    }

    /// Turns samples in `rows` of `region` into those of the group's transform.
    func transform(_ region: FloatRegion, rows: Range<Int>) {
        guard transform == .opponent else { return }
        for row in rows {
            unsafe kernels.opponentRows(
                region.pointer(plane: 0, row: row), region.pointer(plane: 1, row: row),
                region.pointer(plane: 2, row: row), region.width)
        }
    }

    /// Turns columns of a row into samples again.
    ///
    /// - Parameters:
    ///   - first: the region that holds the first plane.
    ///   - others: the one that holds the other planes; it may be the same.
    func inverseTransform(_ first: FloatRegion, _ others: FloatRegion, row: Int, columns: Range<Int>) {
        guard transform == .opponent else { return }
        let column = columns.lowerBound
        unsafe kernels.inverseOpponentRows(
            first.pointer(plane: 0, row: row, column: column), others.pointer(plane: 1, row: row, column: column),
            others.pointer(plane: 2, row: row, column: column), columns.count)
    }

    /// One row at reduced resolution. Where the plane ends inside a reduced sample, its last row or column repeats.
    private func reduce(
        _ source: SourcePlane<Element>, y: Int, columns: Range<Int>, scale: Int,
        to target: UnsafeMutablePointer<Float>, lines: UnsafeMutablePointer<Float>
    ) {
        let factor = Element.unit / Float(1 << scale)
        if scale == 1 {
            unsafe halve(source, y: y, columns: columns, scale: factor, to: target)
            return
        }
        let sum = unsafe lines
        let line = unsafe lines + RegionLoader.lineStride(width: columns.count, scale: scale)
        let halfColumns = columns.lowerBound << (scale - 1)..<columns.upperBound << (scale - 1)
        // SAFETY: both lines hold samples at half resolution and the room kernels need after them.
        for row in 0..<1 << (scale - 1) {
            let half = unsafe row == 0 ? sum : line
            unsafe halve(source, y: y << (scale - 1) + row, columns: halfColumns, scale: 1, to: half)
            if row > 0 { unsafe kernels.addRow(line, sum, halfColumns.count) }
        }
        for level in 2..<scale {
            unsafe kernels.halveRow(sum, sum, columns.count << (scale - level), 1)
        }
        unsafe kernels.halveRow(sum, target, columns.count, factor)
    }

    /// Sums of 2 × 2 samples in `columns` of row `y`, both at half the full resolution, times `scale`.
    private func halve(
        _ source: SourcePlane<Element>, y: Int, columns: Range<Int>, scale: Float,
        to target: UnsafeMutablePointer<Float>
    ) {
        let first = unsafe source.row(min(2 * y, source.height - 1))
        let second = unsafe source.row(min(2 * y + 1, source.height - 1))
        let start = 2 * columns.lowerBound
        // Samples whose four are all there.
        let whole = min(columns.count, (source.width - start) / 2)
        // SAFETY: `whole` pairs from `start` on lie in both rows; `target` holds `columns.count` samples.
        unsafe Element.reduce(
            first + start, second + start, to: target, count: whole, scale: scale, kernels: kernels)
        guard whole < columns.count else { return }
        let last = source.width - 1
        let ends = unsafe Float(2 * (Int(first[last]) + Int(second[last]))) * scale
        for column in whole..<columns.count {
            unsafe target[column] = ends
        }
    }
}
