/// Planes of floats over a rectangle of an image, in the memory of one worker.
///
/// Rows are `rowStride` floats apart, planes `planeStride`; both leave room for kernels that work in whole vectors.
/// Memory may hold a window of the rows only, which `slide` moves down.
@safe
struct FloatRegion {
    /// The first sample of the first plane, where it is or would be if row 0 were in the window.
    private(set) var base: UnsafeMutablePointer<Float>
    /// Position of the rectangle in the (possibly reduced) image; may be negative: outside, the image is mirrored.
    let x: Int
    let y: Int
    let width: Int
    let height: Int
    let planeCount: Int
    let rowStride: Int
    let planeStride: Int
    /// All of the memory, for assertions.
    private let memory: UnsafeMutableBufferPointer<Float>

    /// Floats that may be read or written before the first and after the last sample.
    private static let slack = 128

    /// Pieces of 8 vectors of the widest kind, which Wiener passes work in, and one vector more than any margin takes.
    static func rowStride(width: Int) -> Int { (width + 127) / 128 * 128 + 64 }

    /// Floats needed for a region of this size.
    static func count(width: Int, height: Int, planeCount: Int) -> Int {
        planeCount * (rowStride(width: width) * height) + 2 * slack
    }

    /// A region at the start of `memory`, which holds at least `count(…)` floats.
    ///
    /// - Parameter rowCount: of the window, if it is not to hold all rows.
    init(
        _ memory: UnsafeMutablePointer<Float>, x: Int, y: Int, width: Int, height: Int, planeCount: Int,
        rowCount: Int? = nil
    ) {
        unsafe base = memory + FloatRegion.slack
        self.x = x
        self.y = y
        self.width = width
        self.height = height
        self.planeCount = planeCount
        rowStride = FloatRegion.rowStride(width: width)
        planeStride = rowStride * (rowCount ?? height)
        let count = FloatRegion.count(width: width, height: rowCount ?? height, planeCount: planeCount)
        unsafe self.memory = UnsafeMutableBufferPointer(start: memory, count: count)
    }

    /// The first sample of `row` of `plane`, `column` samples in; the row lies in the window.
    func pointer(plane: Int, row: Int, column: Int = 0) -> UnsafeMutablePointer<Float> {
        let pointer = unsafe start(of: plane) + (row * rowStride + column)
        assert((0..<planeCount).contains(plane) && (0..<height).contains(row), "the region has no such row")
        assert(
            unsafe pointer >= memory.baseAddress! && pointer < memory.baseAddress! + memory.count, "not in the window")
        return unsafe pointer
    }

    /// The first sample of a plane, where it is or would be if row 0 were in the window: what kernels count rows from.
    func start(of plane: Int) -> UnsafeMutablePointer<Float> {
        unsafe base + plane * planeStride
    }

    /// Fills a row outside the image by mirroring it, with the edge repeated.
    ///
    /// - Parameters:
    ///   - inside: the columns of the image that the row holds already.
    ///   - width: of the image.
    func mirrorEnds(plane: Int, row: Int, inside: Range<Int>, width: Int) {
        // SAFETY: `inside` lies in the region, and mirrored positions are clamped to it.
        let samples = unsafe pointer(plane: plane, row: row)
        for column in x..<inside.lowerBound {
            unsafe samples[column - x] = samples[clamped(reflected(column, width), inside) - x]
        }
        for column in inside.upperBound..<x + self.width {
            unsafe samples[column - x] = samples[clamped(reflected(column, width), inside) - x]
        }
    }

    /// Moves the window, whose first row is `first`, down to row `next`; rows from there up to `end` stay.
    mutating func slide(from first: Int, to next: Int, end: Int) {
        for plane in 0..<planeCount {
            // SAFETY: the rows of both places lie in the window; `update` allows them to overlap.
            let start = unsafe start(of: plane)
            unsafe (start + first * rowStride).update(from: start + next * rowStride, count: (end - next) * rowStride)
        }
        unsafe base -= (next - first) * rowStride
    }

    /// The same memory without a border.
    func inset(_ margin: RegionMargin) -> FloatRegion {
        FloatRegion(of: self, margin: margin)
    }

    private init(of region: FloatRegion, margin: RegionMargin) {
        unsafe base = region.base + (margin.rows * region.rowStride + margin.columns)
        unsafe memory = region.memory
        x = region.x + margin.columns
        y = region.y + margin.rows
        width = region.width - 2 * margin.columns
        height = region.height - 2 * margin.rows
        planeCount = region.planeCount
        rowStride = region.rowStride
        planeStride = region.planeStride
    }
}
