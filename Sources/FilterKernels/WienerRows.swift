internal import CVector

/// The rows in flight of a Wiener pass: where they lie in scratch memory, how a row enters and how it leaves.
///
/// A row enters as the horizontal DCTs of all its patch positions; the patch rows above and below share them. Shrunk
/// patches are summed up in the horizontal frequency domain, so that each row is transformed back only once.
/// Layout of one row of a ring: plane, phase, block of patches (a vector), 8 frequencies, lane.
struct WienerRows {
    let planeCount: Int
    /// Pixels between the patches of one phase: 2 or 4.
    let step: Int
    /// 1, or 2: a second set of patch positions, shifted by half a step.
    let phases: Int
    /// Vectors of patches a phase.
    let blocks: Int

    init(width: Int, planeCount: Int, step: Int, phases: Int) {
        self.planeCount = planeCount
        self.step = step
        self.phases = phases
        blocks = (width / step &+ Int(CV_LANES32) &- 1) / Int(CV_LANES32)
    }

    // MARK: Scratch memory, in floats

    private var lanes: Int { Int(CV_LANES32) }
    var ringRowCount: Int { planeCount &* phases &* blocks &* 8 &* lanes }
    var weightRowCount: Int { phases &* blocks &* lanes }
    /// One vector of room at each end for shifted loads.
    private var lineCount: Int { (blocks &+ 2) &* lanes }

    var noisyOffset: Int { 0 }
    var guideOffset: Int { 8 &* ringRowCount }
    var sumOffset: Int { 16 &* ringRowCount }
    var weightOffset: Int { 24 &* ringRowCount }
    /// The coefficients of one block of patches of all planes.
    var coefficientsOffset: Int { weightOffset &+ 8 &* weightRowCount }
    /// `step` lines: every `step`th pixel of a row that enters or leaves.
    private var pixelsOffset: Int { coefficientsOffset &+ planeCount &* 64 &* lanes }
    /// Even and odd pixels of a row, on the way from a row to its fourths or back.
    private var halvesOffset: Int { pixelsOffset &+ step &* lineCount }
    /// 8 lines a phase: the pixels of the patches of a row, by their column in the patch.
    private var columnsOffset: Int { halvesOffset &+ 4 &* lineCount }
    /// A line a phase: the weights of the patches of a row.
    private var weightLinesOffset: Int { columnsOffset &+ phases &* 8 &* lineCount }
    /// `step` lines: 1 / sum of weights.
    private var scaleOffset: Int { weightLinesOffset &+ phases &* lineCount }
    var totalCount: Int { scaleOffset &+ step &* lineCount }

    /// The start of a block within a row of a ring.
    @inline(__always)
    func blockOffset(_ plane: Int, _ phase: Int, _ block: Int) -> Int {
        ((plane &* phases &+ phase) &* blocks &+ block) &* 8 &* lanes
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
            while phase < phases {
                let lines = scratch + pixelsOffset
                let shift = phase &* (step / 2)
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
                while i < blocks &* lanes {
                    let y = forwardTransform(
                        load(at0 + i), load(at1 + i), load(at2 + i), load(at3 + i),
                        load(at4 + i), load(at5 + i), load(at6 + i), load(at7 + i))
                    storeEight(y, target, lanes)
                    target += 8 &* lanes
                    i &+= lanes
                }
                phase &+= 1
            }
            plane &+= 1
        }
    }

    /// No patch has contributed to row `y` yet.
    @inline(__always)
    func clearSums(_ y: Int, _ scratch: UnsafeMutablePointer<Float>) {
        clear(scratch + sumOffset + (y & 7) &* ringRowCount, ringRowCount)
        clear(scratch + weightOffset + (y & 7) &* weightRowCount, weightRowCount)
    }

    /// Where pixel `x` of the first patch lies in the split row.
    @inline(__always)
    private func pixelLine(_ x: Int) -> Int { (x % step) &* lineCount &+ x / step }

    @inline(__always)
    private func splitPixels(_ row: UnsafePointer<Float>, _ scratch: UnsafeMutablePointer<Float>) {
        let lines = scratch + pixelsOffset
        let count = blocks &* lanes
        if step == 2 {
            split(row, lines, lines + lineCount, count)
        } else {
            let even = scratch + halvesOffset
            let odd = even + 2 &* lineCount
            split(row, even, odd, 2 &* count)
            split(even, lines, lines + 2 &* lineCount, count)
            split(odd, lines + lineCount, lines + 3 &* lineCount, count)
        }
    }

    // MARK: A row leaves

    /// Writes row `y` of every plane once no further patch will touch it.
    @inline(__always)
    func finish(
        _ y: Int, _ target: UnsafeMutablePointer<Float>, _ planeStride: Int, _ scratch: UnsafeMutablePointer<Float>
    ) {
        invertWeights(scratch + weightOffset + (y & 7) &* weightRowCount, scratch)
        let ring = scratch + sumOffset + (y & 7) &* ringRowCount
        var plane = 0
        while plane < planeCount {
            var phase = 0
            while phase < phases {
                var source = ring + blockOffset(plane, phase, 0)
                var column = scratch + columnsOffset + phase &* 8 &* lineCount + lanes
                let end = column + blocks &* lanes
                while column < end {
                    let x = inverseTransform(
                        load(source), load(source + lanes), load(source + 2 &* lanes), load(source + 3 &* lanes),
                        load(source + 4 &* lanes), load(source + 5 &* lanes), load(source + 6 &* lanes),
                        load(source + 7 &* lanes))
                    storeEight(x, column, lineCount)
                    source += 8 &* lanes
                    column += lanes
                }
                phase &+= 1
            }
            overlapColumns(scratch)
            joinPixels(target + plane &* planeStride, scratch)
            plane &+= 1
        }
    }

    /// Adds up the columns of all patches that cover a pixel and divides by their weights.
    @inline(__always)
    private func overlapColumns(_ scratch: UnsafeMutablePointer<Float>) {
        var residue = 0
        while residue < step {
            let target = scratch + pixelsOffset + residue &* lineCount
            let scale = scratch + scaleOffset + residue &* lineCount
            var i = 0
            while i < blocks &* lanes {
                var sum = cv_f32(repeating: 0)
                var phase = 0
                while phase < phases {
                    let shift = phase &* (step / 2)
                    let columns = scratch + columnsOffset + phase &* 8 &* lineCount + lanes
                    var column = (residue &- shift &+ step) % step
                    while column < 8 {
                        sum = sum + load(columns + column &* lineCount + i - (shift &+ column) / step)
                        column &+= step
                    }
                    phase &+= 1
                }
                store(sum * load(scale + i), target + i)
                i &+= lanes
            }
            residue &+= 1
        }
    }

    /// 1 / the sum of the weights of all patches that cover a pixel, by the pixel's position modulo `step`.
    @inline(__always)
    private func invertWeights(_ weights: UnsafeMutablePointer<Float>, _ scratch: UnsafeMutablePointer<Float>) {
        let lines = scratch + weightLinesOffset + lanes
        var phase = 0
        while phase < phases {
            var i = 0
            while i < blocks &* lanes {
                store(load(weights + phase &* blocks &* lanes + i), lines + phase &* lineCount + i)
                i &+= lanes
            }
            phase &+= 1
        }
        var residue = 0
        while residue < step {
            var i = 0
            while i < blocks &* lanes {
                var sum = cv_f32(repeating: 0)
                phase = 0
                while phase < phases {
                    let shift = phase &* (step / 2)
                    var column = (residue &- shift &+ step) % step
                    while column < 8 {
                        sum = sum + load(lines + phase &* lineCount + i - (shift &+ column) / step)
                        column &+= step
                    }
                    phase &+= 1
                }
                store(1 / sum, scratch + scaleOffset + residue &* lineCount + i)
                i &+= lanes
            }
            residue &+= 1
        }
    }

    @inline(__always)
    private func joinPixels(_ row: UnsafeMutablePointer<Float>, _ scratch: UnsafeMutablePointer<Float>) {
        let lines = scratch + pixelsOffset
        let count = blocks &* lanes
        if step == 2 {
            interleave(lines, lines + lineCount, row, count)
        } else {
            let even = scratch + halvesOffset
            let odd = even + 2 &* lineCount
            interleave(lines, lines + 2 &* lineCount, even, count)
            interleave(lines + lineCount, lines + 3 &* lineCount, odd, count)
            interleave(even, odd, row, 2 &* count)
        }
    }
}

/// Stores eight vectors `stride` floats apart.
@inline(__always)
private func storeEight(_ v: Float8, _ p: UnsafeMutablePointer<Float>, _ stride: Int) {
    store(v.0, p)
    store(v.1, p + stride)
    store(v.2, p + 2 &* stride)
    store(v.3, p + 3 &* stride)
    store(v.4, p + 4 &* stride)
    store(v.5, p + 5 &* stride)
    store(v.6, p + 6 &* stride)
    store(v.7, p + 7 &* stride)
}
