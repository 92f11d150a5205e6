/// A step that the rows of a region go through. It states here what it needs; how far regions reach out of their tile,
/// how much memory a worker takes and how much of a picture a preview looks at all follow from that.
protocol RegionStep: Sendable {
    /// Samples around each result, on all sides, that the result depends on. No row is finished later than when so many
    /// rows below it are there.
    var halo: Int { get }
    /// After how many columns and rows the step's positions repeat, 1, 2, 4 or 8: its region begins at multiples.
    var lattice: RegionMargin { get }
    /// Rows above the finished ones that the step looks at once more.
    var lookBack: Int { get }
    var output: StepOutput { get }

    /// Bytes of memory that the step keeps from one band of rows to the next, for regions of up to `width` samples.
    func scratchBytes(width: Int, planeCount: Int) -> Int

    /// Works on as many rows as there are.
    ///
    /// - Parameters:
    ///   - row: where the step goes on; 0 at first, its meaning is the step's own.
    ///   - available: rows of the source that are there; not less than in the last call, at last all.
    ///   - regions: of one place and size, beginning on the step's lattice.
    ///   - scratch: `scratchBytes`, aligned to whole cache lines.
    /// - Returns: rows `0..<result` of the target are finished, but for a border of `halo` that must not be used.
    func advance(
        _ row: inout Int, available: Int, of regions: StepRegions, scratch: UnsafeMutableRawPointer
    ) -> Int
}

/// Where a step's result lies.
enum StepOutput: Sendable {
    /// In another region than its source.
    case otherRegion
    /// Where its source was. Such a step must not look back.
    case inPlace
    /// The first plane in another region, the others stay as they are: only for the last step.
    case firstPlane
}

/// The regions that a step works on, without the border that the steps before have used up.
struct StepRegions {
    /// The samples as they were loaded.
    let loaded: FloatRegion
    /// The result of the step before.
    let source: FloatRegion
    let target: FloatRegion
}

/// A distance in columns and in rows.
struct RegionMargin: Sendable, Hashable {
    var columns: Int
    var rows: Int

    /// Both the same.
    static func both(_ count: Int) -> RegionMargin { RegionMargin(columns: count, rows: count) }

    static func + (a: RegionMargin, b: RegionMargin) -> RegionMargin {
        RegionMargin(columns: a.columns + b.columns, rows: a.rows + b.rows)
    }

    static func - (a: RegionMargin, b: RegionMargin) -> RegionMargin {
        RegionMargin(columns: a.columns - b.columns, rows: a.rows - b.rows)
    }

    /// The next multiples of a lattice.
    func roundedUp(to lattice: RegionMargin) -> RegionMargin {
        RegionMargin(
            columns: (columns + lattice.columns - 1) / lattice.columns * lattice.columns,
            rows: (rows + lattice.rows - 1) / lattice.rows * lattice.rows)
    }
}
