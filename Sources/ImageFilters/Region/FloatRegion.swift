/// Planes of floats over a rectangle of an image, in the memory of one worker.
///
/// Rows are `rowStride` floats apart, planes `planeStride`; both leave room for kernels that work in whole vectors.
@safe
struct FloatRegion {
    /// The first sample of the first plane.
    let base: UnsafeMutablePointer<Float>
    /// Position of the rectangle in the (possibly reduced) image; may be negative: outside, the image is mirrored.
    let x: Int
    let y: Int
    let width: Int
    let height: Int
    let planeCount: Int
    let rowStride: Int
    let planeStride: Int

    /// Floats that may be read or written before the first and after the last sample.
    private static let slack = 128

    static func rowStride(width: Int) -> Int { (width + 63) / 64 * 64 + 64 }

    /// Floats needed for a region of this size.
    static func count(width: Int, height: Int, planeCount: Int) -> Int {
        planeCount * (rowStride(width: width) * height) + 2 * slack
    }

    /// A region at the start of `memory`, which holds at least `count(…)` floats.
    init(_ memory: UnsafeMutablePointer<Float>, x: Int, y: Int, width: Int, height: Int, planeCount: Int) {
        unsafe base = memory + FloatRegion.slack
        self.x = x
        self.y = y
        self.width = width
        self.height = height
        self.planeCount = planeCount
        rowStride = FloatRegion.rowStride(width: width)
        planeStride = rowStride * height
    }

    /// The first sample of `row` of `plane`, `column` samples in.
    func pointer(plane: Int, row: Int, column: Int = 0) -> UnsafeMutablePointer<Float> {
        unsafe base + (plane * planeStride + row * rowStride + column)
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

    /// A region of the same place and layout in other memory.
    func moved(to memory: UnsafeMutablePointer<Float>) -> FloatRegion {
        unsafe FloatRegion(memory, x: x, y: y, width: width, height: height, planeCount: planeCount)
    }

    /// The same memory without a border of `margin` samples.
    func inset(_ margin: Int) -> FloatRegion {
        FloatRegion(of: self, margin: margin)
    }

    private init(of region: FloatRegion, margin: Int) {
        unsafe base = region.pointer(plane: 0, row: margin, column: margin)
        x = region.x + margin
        y = region.y + margin
        width = region.width - 2 * margin
        height = region.height - 2 * margin
        planeCount = region.planeCount
        rowStride = region.rowStride
        planeStride = region.planeStride
    }
}
