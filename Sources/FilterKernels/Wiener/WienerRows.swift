internal import CVector

/// The rows in flight of a Wiener pass: where they lie in scratch memory, and what patches take from them and add.
///
/// A row enters split into 8 lines, of every eighth pixel each: what the patches of a row, 8 pixels apart, have at one
/// of their columns is then a vector. Shrunk patches are summed up in lines as well, and joined when a row leaves.
struct WienerRows {
    let planeCount: Int
    /// Vectors of patches in a row of them.
    let blocks: Int
    /// From one row of patches to the next: 1 or 2.
    let rowStep: Int
    /// Rings of rows that enter: one of samples, and another one of the guide if there is any.
    private let ringCount: Int
    /// Tables of 64 numbers that patches are compared with.
    private let tableCount: Int

    init(width: Int, planeCount: Int, rowStep: Int, ringCount: Int, tableCount: Int) {
        self.planeCount = planeCount
        self.rowStep = rowStep
        self.ringCount = ringCount
        self.tableCount = tableCount
        blocks = (width / 8 &+ lanes32 &- 1) / lanes32
    }

    // MARK: Scratch memory, in floats

    /// A line, and room for a vector on one side: patches that are shifted reach into the next pixel of a line.
    var lineCount: Int { (blocks &+ 1) &* lanes32 }
    private var planeLineCount: Int { 8 &* lineCount }
    /// An odd number of cache lines: rows a multiple of 4 KB apart would share the same few places in the cache.
    private var ringRowCount: Int { (planeCount &* planeLineCount / 16 | 1) &* 16 }

    var noisyOffset: Int { 0 }
    var guideOffset: Int { 8 &* ringRowCount }
    var sumOffset: Int { ringCount &* 8 &* ringRowCount }
    /// A line for each row of patches in 8 rows of pixels, and the last one of 9 with nothing but 0.
    var weightOffset: Int { sumOffset &+ 8 &* ringRowCount }
    /// 8 lines: 1 / sum of weights, by the column modulo 8.
    var scaleOffset: Int { weightOffset &+ 9 &* lineCount }
    /// The coefficients of one block of patches of all planes; then those of one plane of the guide.
    var coefficientsOffset: Int { scaleOffset &+ 8 &* lineCount }
    var guideCoefficientsOffset: Int { coefficientsOffset &+ planeCount &* 64 &* lanes32 }
    private var tablesOffset: Int { guideCoefficientsOffset &+ 64 &* lanes32 }
    var totalCount: Int { tablesOffset &+ 64 &* tableCount &* repeatedLanes }

    // MARK: The lattice

    /// By how much the patches of a row are shifted to the right: by 3 more than those of the row above, so that every
    /// row and every column of pixels has patches that begin there. Repeats after 8 rows of pixels.
    @inline(__always)
    func shift(ofPatchRow number: Int) -> Int { 3 &* numberInCycle(number) & 7 }

    @inline(__always)
    private func numberInCycle(_ number: Int) -> Int { number & (8 / rowStep &- 1) }

    /// Where a row of a plane lies in a ring.
    @inline(__always)
    func slot(_ y: Int, _ plane: Int) -> Int { (y & 7) &* ringRowCount &+ plane &* planeLineCount }

    /// Where pixel `x` of the first patch lies in a split row.
    @inline(__always)
    private func place(_ x: Int) -> Int { (x & 7) &* lineCount &+ x >> 3 }

    // MARK: Before the first row

    /// No patch has contributed to any row yet. Later rows begin with what their first patches store.
    @inline(__always)
    func clearSums(_ scratch: UnsafeMutablePointer<Float>) {
        clear(scratch + sumOffset, scaleOffset &- sumOffset)
    }

    /// All tables, which follow each other, in the format of `loadRepeated`.
    @inline(__always)
    func enterTables(
        _ tables: UnsafePointer<Float>, _ scratch: UnsafeMutablePointer<Float>
    ) -> UnsafePointer<Float> {
        guard repeatedLanes > 1 else { return tables }
        let repeated = scratch + tablesOffset
        var i = 0
        while i < 64 &* tableCount {
            store(cv_splat_f32(tables[i]), to: repeated + repeatedLanes &* i)
            i &+= 1
        }
        return UnsafePointer(repeated)
    }

    // MARK: A block of patches

    /// The horizontal DCTs of the rows of a block of patches of one plane: 8 vectors for each row.
    ///
    /// - Parameters:
    ///   - y: the patches' first row.
    ///   - shift: of their row.
    @inline(__always)
    func transformRows(
        _ y: Int, shift: Int, plane: Int, block: Int, ringOffset: Int, _ scratch: UnsafeMutablePointer<Float>,
        to target: UnsafeMutablePointer<Float>
    ) {
        let (p0, p1, p2, p3) = (place(shift), place(shift &+ 1), place(shift &+ 2), place(shift &+ 3))
        let (p4, p5, p6, p7) = (place(shift &+ 4), place(shift &+ 5), place(shift &+ 6), place(shift &+ 7))
        let ring = UnsafePointer(scratch) + ringOffset + block &* lanes32
        var row = 0
        while row < 8 {
            let lines = ring + slot(y &+ row, plane)
            let x = (
                loadF32(lines + p0), loadF32(lines + p1), loadF32(lines + p2), loadF32(lines + p3),
                loadF32(lines + p4), loadF32(lines + p5), loadF32(lines + p6), loadF32(lines + p7)
            )
            storeEight(forwardTransform(x), target + row &* 8 &* lanes32, lanes32)
            row &+= 1
        }
    }

    /// Adds the pixels of a block of patches of one plane, whose rows are still to be transformed back.
    ///
    /// The last `rowStep` rows have no patch yet, and what an earlier round of the ring left there is overwritten.
    ///
    /// - Parameter source: 8 vectors for each row.
    @inline(__always)
    func addRows(
        _ y: Int, shift: Int, plane: Int, block: Int, from source: UnsafePointer<Float>,
        _ scratch: UnsafeMutablePointer<Float>
    ) {
        let (p0, p1, p2, p3) = (place(shift), place(shift &+ 1), place(shift &+ 2), place(shift &+ 3))
        let (p4, p5, p6, p7) = (place(shift &+ 4), place(shift &+ 5), place(shift &+ 6), place(shift &+ 7))
        let ring = scratch + sumOffset + block &* lanes32
        var row = 0
        while row < 8 {
            let lines = ring + slot(y &+ row, plane)
            let x = inverseTransform(loadEight(source + row &* 8 &* lanes32, lanes32))
            if row < 8 &- rowStep {
                store(loadF32(lines + p0) + x.0, to: lines + p0)
                store(loadF32(lines + p1) + x.1, to: lines + p1)
                store(loadF32(lines + p2) + x.2, to: lines + p2)
                store(loadF32(lines + p3) + x.3, to: lines + p3)
                store(loadF32(lines + p4) + x.4, to: lines + p4)
                store(loadF32(lines + p5) + x.5, to: lines + p5)
                store(loadF32(lines + p6) + x.6, to: lines + p6)
                store(loadF32(lines + p7) + x.7, to: lines + p7)
            } else {
                store(x.0, to: lines + p0)
                store(x.1, to: lines + p1)
                store(x.2, to: lines + p2)
                store(x.3, to: lines + p3)
                store(x.4, to: lines + p4)
                store(x.5, to: lines + p5)
                store(x.6, to: lines + p6)
                store(x.7, to: lines + p7)
            }
            row &+= 1
        }
    }

    /// The weights of a row of patches; a vector of room comes first.
    @inline(__always)
    func weights(ofPatchRow number: Int, _ scratch: UnsafeMutablePointer<Float>) -> UnsafeMutablePointer<Float> {
        scratch + weightOffset + numberInCycle(number) &* lineCount + lanes32
    }
}
