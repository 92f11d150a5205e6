internal import CVector

/// The rows in flight of a Wiener pass: where they lie in scratch memory, how a row enters and how it leaves.
///
/// A row enters as the horizontal DCTs of all its patch positions; the patch rows above and below share them. Shrunk
/// patches are summed up in the horizontal frequency domain, so that each row is transformed back only once.
/// Patches of phase 0 begin at columns 0, 4, 8 …, those of phase 1 at 2, 6, 10 …
/// Layout of one row of a ring: plane, phase, block of patches (a vector), 8 frequencies, lane.
struct WienerRows {
    let planeCount: Int
    /// Vectors of patches a phase.
    let blocks: Int
    /// Rings of rows that enter: one of samples, and another one of the guide if there is any.
    private let ringCount: Int
    /// Tables of 64 numbers that patches are compared with.
    private let tableCount: Int

    init(width: Int, planeCount: Int, ringCount: Int, tableCount: Int) {
        self.planeCount = planeCount
        self.ringCount = ringCount
        self.tableCount = tableCount
        blocks = (width / 4 &+ lanes32 &- 1) / lanes32
    }

    // MARK: Scratch memory, in floats

    /// An odd number of cache lines: rows a multiple of 4 KB apart would share the same few places in the cache.
    var ringRowCount: Int { (planeCount &* 2 &* blocks &* 8 &* lanes32 / 16 | 1) &* 16 }
    var weightRowCount: Int { 2 &* blocks &* lanes32 }
    /// One vector of room at each end for shifted loads.
    private var lineCount: Int { (blocks &+ 2) &* lanes32 }

    var noisyOffset: Int { 0 }
    var guideOffset: Int { 8 &* ringRowCount }
    var sumOffset: Int { ringCount &* 8 &* ringRowCount }
    var weightOffset: Int { sumOffset &+ 8 &* ringRowCount }
    /// The coefficients of one block of patches of all planes.
    var coefficientsOffset: Int { weightOffset &+ 8 &* weightRowCount }
    /// 4 lines: every fourth pixel of a row that enters.
    private var pixelsOffset: Int { coefficientsOffset &+ planeCount &* 64 &* lanes32 }
    /// 8 lines a phase: the pixels of the patches of a row, by their column in the patch.
    private var columnsOffset: Int { pixelsOffset &+ 4 &* lineCount }
    /// A line a phase: the weights of the patches of a row.
    private var weightLinesOffset: Int { columnsOffset &+ 16 &* lineCount }
    /// 2 lines: 1 / sum of weights, of the left and of the right half of every four pixels.
    private var scaleOffset: Int { weightLinesOffset &+ 2 &* lineCount }
    private var tablesOffset: Int { scaleOffset &+ 2 &* lineCount }
    var totalCount: Int { tablesOffset &+ 64 &* tableCount &* repeatedLanes }

    /// The start of a block within a row of a ring.
    @inline(__always)
    func blockOffset(_ plane: Int, _ phase: Int, _ block: Int) -> Int {
        ((phase &* blocks &+ block) &* planeCount &+ plane) &* 8 &* lanes32
    }

    // MARK: A row enters

    /// Puts the horizontal DCTs of row `y` of every plane into its slot of the ring at `ringOffset`.
    @inline(__always)
    func enter(
        _ y: Int, _ source: UnsafePointer<Float>, _ planeStride: Int, ringOffset: Int,
        _ scratch: UnsafeMutablePointer<Float>
    ) {
        let ring = scratch + ringOffset + (y & 7) &* ringRowCount
        var plane = 0
        while plane < planeCount {
            splitPixels(source + plane &* planeStride, scratch)
            var phase = 0
            while phase < 2 {
                let lines = scratch + pixelsOffset
                let shift = 2 &* phase
                let at0 = lines + pixelLine(shift)
                let at1 = lines + pixelLine(shift &+ 1)
                let at2 = lines + pixelLine(shift &+ 2)
                let at3 = lines + pixelLine(shift &+ 3)
                let at4 = lines + pixelLine(shift &+ 4)
                let at5 = lines + pixelLine(shift &+ 5)
                let at6 = lines + pixelLine(shift &+ 6)
                let at7 = lines + pixelLine(shift &+ 7)
                var target = ring + blockOffset(plane, phase, 0)
                var i = 0
                while i < blocks &* lanes32 {
                    let x = (
                        loadF32(at0 + i), loadF32(at1 + i), loadF32(at2 + i), loadF32(at3 + i),
                        loadF32(at4 + i), loadF32(at5 + i), loadF32(at6 + i), loadF32(at7 + i)
                    )
                    storeEight(forwardTransform(x), target, lanes32)
                    target += planeCount &* 8 &* lanes32
                    i &+= lanes32
                }
                phase &+= 1
            }
            plane &+= 1
        }
    }

    /// No patch has contributed to any row yet. Later rows begin with what their first patches store.
    @inline(__always)
    func clearSums(_ scratch: UnsafeMutablePointer<Float>) {
        clear(scratch + sumOffset, 8 &* ringRowCount)
        clear(scratch + weightOffset, 8 &* weightRowCount)
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

    /// Where pixel `x` of the first patch lies in the split row.
    @inline(__always)
    private func pixelLine(_ x: Int) -> Int { (x & 3) &* lineCount &+ x >> 2 }

    @inline(__always)
    private func splitPixels(_ row: UnsafePointer<Float>, _ scratch: UnsafeMutablePointer<Float>) {
        let lines = scratch + pixelsOffset
        var i = 0
        while i < blocks &* lanes32 {
            let source = row + 4 &* i
            let (a, b) = (loadF32(source), loadF32(source + lanes32))
            let (c, d) = (loadF32(source + 2 &* lanes32), loadF32(source + 3 &* lanes32))
            let (evenLow, evenHigh) = (cv_even_f32(a, b), cv_even_f32(c, d))
            let (oddLow, oddHigh) = (cv_odd_f32(a, b), cv_odd_f32(c, d))
            store(cv_even_f32(evenLow, evenHigh), to: lines + i)
            store(cv_even_f32(oddLow, oddHigh), to: lines + lineCount + i)
            store(cv_odd_f32(evenLow, evenHigh), to: lines + 2 &* lineCount + i)
            store(cv_odd_f32(oddLow, oddHigh), to: lines + 3 &* lineCount + i)
            i &+= lanes32
        }
    }

    // MARK: A row leaves

    /// Writes row `y` of every plane once no further patch will touch it.
    @inline(__always)
    func finish(
        _ y: Int, _ target: UnsafeMutablePointer<Float>, _ planeStride: Int, _ rescale: UnsafePointer<Float>,
        _ scratch: UnsafeMutablePointer<Float>
    ) {
        invertWeights(scratch + weightOffset + (y & 7) &* weightRowCount, scratch)
        let ring = UnsafePointer(scratch) + sumOffset + (y & 7) &* ringRowCount
        let scales = (
            cv_splat_f32(rescale[0]), cv_splat_f32(rescale[1]), cv_splat_f32(rescale[2]), cv_splat_f32(rescale[3]),
            cv_splat_f32(rescale[4]), cv_splat_f32(rescale[5]), cv_splat_f32(rescale[6]), cv_splat_f32(rescale[7])
        )
        var plane = 0
        while plane < planeCount {
            var phase = 0
            while phase < 2 {
                var source = ring + blockOffset(plane, phase, 0)
                var column = scratch + columnsOffset + phase &* 8 &* lineCount + lanes32
                let end = column + blocks &* lanes32
                while column < end {
                    let x = inverseTransform(multiply(loadEight(source, lanes32), by: scales))
                    storeEight(x, column, lineCount)
                    source += planeCount &* 8 &* lanes32
                    column += lanes32
                }
                phase &+= 1
            }
            overlapColumns(scratch, to: target + plane &* planeStride)
            plane &+= 1
        }
    }

    /// Adds up the columns of all patches that cover a pixel and divides by their weights.
    @inline(__always)
    private func overlapColumns(_ scratch: UnsafeMutablePointer<Float>, to row: UnsafeMutablePointer<Float>) {
        let columns = UnsafePointer(scratch) + columnsOffset + lanes32
        let scales = UnsafePointer(scratch) + scaleOffset
        var i = 0
        while i < blocks &* lanes32 {
            let left = loadAlignedF32(scales + i)
            let right = loadAlignedF32(scales + lineCount + i)
            let p0 = overlap(0, columns + i, lineCount) * left
            let p1 = overlap(1, columns + i, lineCount) * left
            let p2 = overlap(2, columns + i, lineCount) * right
            let p3 = overlap(3, columns + i, lineCount) * right
            let (evenLow, evenHigh) = (cv_interleave_low_f32(p0, p2), cv_interleave_high_f32(p0, p2))
            let (oddLow, oddHigh) = (cv_interleave_low_f32(p1, p3), cv_interleave_high_f32(p1, p3))
            let target = row + 4 &* i
            store(cv_interleave_low_f32(evenLow, oddLow), to: target)
            store(cv_interleave_high_f32(evenLow, oddLow), to: target + lanes32)
            store(cv_interleave_low_f32(evenHigh, oddHigh), to: target + 2 &* lanes32)
            store(cv_interleave_high_f32(evenHigh, oddHigh), to: target + 3 &* lanes32)
            i &+= lanes32
        }
    }

    /// The pixels at `residue` modulo 4. Four patches cover each, two a phase; of patch i of phase 0 it is column
    /// residue + 4n, and of phase 1, which begins two pixels later, two columns less.
    @inline(__always)
    private func overlap(_ residue: Int, _ columns: UnsafePointer<Float>, _ line: Int) -> cv_f32 {
        let shifted = (residue &+ 2) & 3
        let back = residue < 2 ? 1 : 0
        let first = loadAlignedF32(columns + residue &* line) + loadF32(columns + (residue &+ 4) &* line - 1)
        let third = loadF32(columns + (8 &+ shifted) &* line - back)
        return first + third + loadF32(columns + (12 &+ shifted) &* line - back - 1)
    }

    /// 1 / the sum of the weights of all patches that cover a pixel.
    @inline(__always)
    private func invertWeights(_ weights: UnsafeMutablePointer<Float>, _ scratch: UnsafeMutablePointer<Float>) {
        // Copied to lines with room for loads shifted by up to two patches.
        let straight = scratch + weightLinesOffset + lanes32
        let shifted = straight + lineCount
        var i = 0
        while i < blocks &* lanes32 {
            store(loadF32(weights + i), to: straight + i)
            store(loadF32(weights + blocks &* lanes32 + i), to: shifted + i)
            i &+= lanes32
        }
        let left = scratch + scaleOffset
        let right = left + lineCount
        i = 0
        while i < blocks &* lanes32 {
            let own = loadF32(straight + i) + loadF32(straight + i - 1)
            store(1 / (own + loadF32(shifted + i - 1) + loadF32(shifted + i - 2)), to: left + i)
            store(1 / (own + loadF32(shifted + i) + loadF32(shifted + i - 1)), to: right + i)
            i &+= lanes32
        }
    }
}
