internal import CVector

/// The rows in flight of a Wiener pass: where they lie in scratch memory, how a row enters and how it leaves.
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
    private var lineCount: Int { (blocks &+ 1) &* lanes32 }
    private var planeLineCount: Int { 8 &* lineCount }
    /// An odd number of cache lines: rows a multiple of 4 KB apart would share the same few places in the cache.
    private var ringRowCount: Int { (planeCount &* planeLineCount / 16 | 1) &* 16 }

    var noisyOffset: Int { 0 }
    var guideOffset: Int { 8 &* ringRowCount }
    private var sumOffset: Int { ringCount &* 8 &* ringRowCount }
    /// A line for each of the last 8 rows of patches.
    private var weightOffset: Int { sumOffset &+ 8 &* ringRowCount }
    /// 8 lines: 1 / sum of weights, by the column modulo 8.
    private var scaleOffset: Int { weightOffset &+ 8 &* lineCount }
    /// The coefficients of one block of patches of all planes; then those of one plane of the guide.
    var coefficientsOffset: Int { scaleOffset &+ 8 &* lineCount }
    var guideCoefficientsOffset: Int { coefficientsOffset &+ planeCount &* 64 &* lanes32 }
    private var tablesOffset: Int { guideCoefficientsOffset &+ 64 &* lanes32 }
    var totalCount: Int { tablesOffset &+ 64 &* tableCount &* repeatedLanes }

    // MARK: The lattice

    /// By how much the patches of a row are shifted to the right: by 3 more than those of the row above, so that every
    /// row and every column of pixels has patches that begin there. Repeats after 8 rows of pixels.
    @inline(__always)
    func shift(ofPatchRow number: Int) -> Int {
        3 &* (number & (8 / rowStep &- 1)) & 7
    }

    /// Where a row of a plane lies in a ring.
    @inline(__always)
    private func slot(_ y: Int, _ plane: Int) -> Int { (y & 7) &* ringRowCount &+ plane &* planeLineCount }

    /// Where pixel `x` of the first patch lies in a split row.
    @inline(__always)
    private func place(_ x: Int) -> Int { (x & 7) &* lineCount &+ x >> 3 }

    // MARK: A row enters

    /// Splits row `y` of every plane into its slot of the ring at `ringOffset`.
    @inline(__always)
    func enter(
        _ y: Int, _ source: UnsafePointer<Float>, _ planeStride: Int, ringOffset: Int,
        _ scratch: UnsafeMutablePointer<Float>
    ) {
        var plane = 0
        while plane < planeCount {
            let row = source + plane &* planeStride
            let lines = scratch + ringOffset + slot(y, plane)
            var i = 0
            while i < blocks &* lanes32 {
                let first = splitByFour(row + 8 &* i)
                let second = splitByFour(row + 8 &* i + 4 &* lanes32)
                storeSplit(first.0, second.0, 0, lines + i)
                storeSplit(first.1, second.1, 1, lines + i)
                storeSplit(first.2, second.2, 2, lines + i)
                storeSplit(first.3, second.3, 3, lines + i)
                i &+= lanes32
            }
            plane &+= 1
        }
    }

    /// Every fourth of the pixels of four vectors, beginning with the first, the second, the third and the fourth.
    @inline(__always)
    private func splitByFour(_ source: UnsafePointer<Float>) -> (cv_f32, cv_f32, cv_f32, cv_f32) {
        let (a, b) = (loadF32(source), loadF32(source + lanes32))
        let (c, d) = (loadF32(source + 2 &* lanes32), loadF32(source + 3 &* lanes32))
        let (evenLow, evenHigh) = (cv_even_f32(a, b), cv_even_f32(c, d))
        let (oddLow, oddHigh) = (cv_odd_f32(a, b), cv_odd_f32(c, d))
        return (
            cv_even_f32(evenLow, evenHigh), cv_even_f32(oddLow, oddHigh), cv_odd_f32(evenLow, evenHigh),
            cv_odd_f32(oddLow, oddHigh)
        )
    }

    /// Stores lines `residue` and `residue + 4`, of which every other pixel is given.
    @inline(__always)
    private func storeSplit(_ low: cv_f32, _ high: cv_f32, _ residue: Int, _ target: UnsafeMutablePointer<Float>) {
        store(cv_even_f32(low, high), to: target + residue &* lineCount)
        store(cv_odd_f32(low, high), to: target + (residue &+ 4) &* lineCount)
    }

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
        scratch + weightOffset + (number & 7) &* lineCount + lanes32
    }

    // MARK: A row leaves

    /// Writes row `y` of every plane once no further patch will touch it.
    @inline(__always)
    func finish(
        _ y: Int, _ target: UnsafeMutablePointer<Float>, _ planeStride: Int, _ scratch: UnsafeMutablePointer<Float>
    ) {
        invertWeights(y, scratch)
        let scales = UnsafePointer(scratch) + scaleOffset
        var plane = 0
        while plane < planeCount {
            let lines = UnsafePointer(scratch) + sumOffset + slot(y, plane)
            let row = target + plane &* planeStride
            var i = 0
            while i < blocks &* lanes32 {
                let even = joined(0, 2, lines + i, scales + i)
                let odd = joined(1, 3, lines + i, scales + i)
                let pixels = row + 8 &* i
                storeJoined(even.0, odd.0, pixels)
                storeJoined(even.1, odd.1, pixels + 2 &* lanes32)
                storeJoined(even.2, odd.2, pixels + 4 &* lanes32)
                storeJoined(even.3, odd.3, pixels + 6 &* lanes32)
                i &+= lanes32
            }
            plane &+= 1
        }
    }

    /// The mean pixels at `first` and `second` modulo 4, in the order of their columns.
    @inline(__always)
    private func joined(
        _ first: Int, _ second: Int, _ sums: UnsafePointer<Float>, _ scales: UnsafePointer<Float>
    ) -> (cv_f32, cv_f32, cv_f32, cv_f32) {
        let (a, b) = (mean(first, sums, scales), mean(first &+ 4, sums, scales))
        let (c, d) = (mean(second, sums, scales), mean(second &+ 4, sums, scales))
        let (low, high) = (cv_interleave_low_f32(a, b), cv_interleave_high_f32(a, b))
        let (nextLow, nextHigh) = (cv_interleave_low_f32(c, d), cv_interleave_high_f32(c, d))
        return (
            cv_interleave_low_f32(low, nextLow), cv_interleave_high_f32(low, nextLow),
            cv_interleave_low_f32(high, nextHigh), cv_interleave_high_f32(high, nextHigh)
        )
    }

    @inline(__always)
    private func mean(_ residue: Int, _ sums: UnsafePointer<Float>, _ scales: UnsafePointer<Float>) -> cv_f32 {
        loadAlignedF32(sums + residue &* lineCount) * loadAlignedF32(scales + residue &* lineCount)
    }

    @inline(__always)
    private func storeJoined(_ even: cv_f32, _ odd: cv_f32, _ target: UnsafeMutablePointer<Float>) {
        store(cv_interleave_low_f32(even, odd), to: target)
        store(cv_interleave_high_f32(even, odd), to: target + lanes32)
    }

    /// 1 / the sum of the weights of all patches that cover a pixel of row `y`: one of each row of patches.
    @inline(__always)
    private func invertWeights(_ y: Int, _ scratch: UnsafeMutablePointer<Float>) {
        let last = y / rowStep
        var residue = 0
        while residue < 8 {
            let scales = scratch + scaleOffset + residue &* lineCount
            var i = 0
            while i < blocks &* lanes32 {
                var sum = cv_splat_f32(0)
                var number = last &- (8 / rowStep &- 1)
                while number <= last {
                    // Left of where its row begins a pixel belongs to the patch before.
                    let back = shift(ofPatchRow: number) > residue ? 1 : 0
                    sum = sum + loadF32(weights(ofPatchRow: number, scratch) + i - back)
                    number &+= 1
                }
                store(1 / sum, to: scales + i)
                i &+= lanes32
            }
            residue &+= 1
        }
    }
}
