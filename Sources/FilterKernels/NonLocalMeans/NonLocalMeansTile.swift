internal import CVector

/// Non-local means of a tile of 8-bit samples, template 3, 5 or 7, in 16-bit fixed point.
///
/// Half of the offsets are visited, as pairs of neighbours; each weight serves both of its pixels. Row of offsets by
/// row of offsets, the tile is walked in blocks of as many rows as the template has: weights of all pairs, then sums.
///
/// - Parameters:
///   - source: 1 or 3 planes with a halo of `searchRadius + templateRadius` rows and one column more; a vector may
///     be read behind each row.
///   - outputs: where the first sample of each plane goes.
///   - scale: samples enter as `scale * (sample - 128)`, rounded; at most 128.
///   - limit, shift, offset: see `VectorWeighting`. `centreWeight` is the weight at distance zero.
///   - scratch: `nonLocalMeansScratchBytes` bytes.
@inline(never)
public func nonLocalMeansTile(
    source: UnsafePointer<UInt8>, sourceStride: Int, sourcePlaneStride: Int, planes: Int,
    outputs: UnsafePointer<UnsafeMutablePointer<UInt8>>, outputStride: Int, width: Int, height: Int,
    searchRadius: Int, templateRadius: Int, scale: Float, limit: Int, shift: Int, offset: Int, centreWeight: Int,
    scratch: UnsafeMutableRawPointer
) {
    let layout = makeNonLocalMeansLayout(
        planes: planes, width: width, height: height, searchRadius: searchRadius, templateRadius: templateRadius)
    var plane = 0
    while plane < planes {
        let neighbours = scratch + plane &* layout.planeBytes
        spreadNeighbours(
            source + plane &* sourcePlaneStride, stride: sourceStride, rows: height &+ 2 &* verticalHalo(layout),
            columns: layout.width &+ 2 &* horizontalHalo(layout), scale: scale,
            to: neighbours + (layout.margin &+ templateRadius &- horizontalHalo(layout)) &* 4,
            rowBytes: layout.rowBytes)
        plane &+= 1
    }
    beginSums(
        layout, scratch, scratch + layout.sums, scratch + layout.weightSums,
        centreWeight: Int32(truncatingIfNeeded: centreWeight))

    let weighting = makeWeighting(shift: shift, offset: offset)
    let bothLimits = cv_splat_u16(UInt16(truncatingIfNeeded: limit))
    // Where the second offset of a pair lies outside the window, a limit of zero makes its weights zero.
    let firstLimit = cv_splat_pair(UInt32(truncatingIfNeeded: limit))

    var dy = 0
    while dy <= searchRadius {
        // In the row of the pixel itself only the offsets to its right are visited.
        let firstDX = dy == 0 ? 1 : 0 &- searchRadius
        let pairs = dy == 0 ? (searchRadius &+ 1) / 2 : searchRadius &+ 1
        let lastIsHalf = dy != 0 || searchRadius & 1 == 1
        let blocks = (height &+ dy &+ blockRows(layout) &- 1) / blockRows(layout)
        var block = -1
        while block < blocks {
            doubleSamples(layout, scratch, firstRow: firstRow(layout, dy: dy, block: block))
            var pair = 0
            while pair < pairs {
                let last = lastIsHalf && pair == pairs &- 1
                let step: NonLocalMeansStep = (dy, dx: firstDX &+ 2 &* pair, pair, block)
                weightBlock(layout, scratch, step, weighting, limit: last ? firstLimit : bothLimits)
                pair &+= 1
            }
            if block >= 0 {
                sumBlock(layout, scratch, dy: dy, firstDX: firstDX, pairs: pairs, block: block)
            }
            block &+= 1
        }
        dy &+= 1
    }

    plane = 0
    while plane < planes {
        finish(
            layout, scratch + (layout.sums &+ plane &* height &* layout.sumBytes),
            scratch + layout.weightSums, outputs[plane], outputStride, width, scale)
        plane &+= 1
    }
}

/// The first row of samples that a block adds.
@inline(__always)
private func firstRow(_ layout: NonLocalMeansLayout, dy: Int, block: Int) -> Int {
    block &* blockRows(layout) &- dy &+ layout.templateRadius &+ 1
}

/// The pairs (v[x], v[x]) of the rows that a block adds, from the pairs (v[x], v[x + 1]).
@inline(__always)
private func doubleSamples(_ layout: NonLocalMeansLayout, _ scratch: UnsafeMutableRawPointer, firstRow: Int) {
    var plane = 0
    while plane < layout.planes {
        let start = (firstRow &+ verticalHalo(layout)) &* layout.rowBytes
        let neighbours = scratch + (plane &* layout.planeBytes &+ start)
        let doubled = scratch + (layout.doubled &+ plane &* layout.doubledPlaneBytes)
        var position = 0
        while position < layout.doubledPlaneBytes {
            store(doubledFirst(loadU16(neighbours + position)), to: doubled + position)
            position &+= vectorBytes
        }
        plane &+= 1
    }
}

/// One pair of offsets, the first of which is (dx, dy), in one block of rows.
private typealias NonLocalMeansStep = (dy: Int, dx: Int, pair: Int, block: Int)

/// Weights of one pair of offsets for one block of rows; the block before the first only gathers suffixes.
@inline(__always)
private func weightBlock(
    _ layout: NonLocalMeansLayout, _ scratch: UnsafeMutableRawPointer, _ step: NonLocalMeansStep,
    _ weighting: VectorWeighting, limit: cv_u16
) {
    let (dy, dx, pair, block) = step
    // Columns whose weights serve a pixel of the tile, from this side or from the other.
    let left = dx >= 0 ? 0 &- wholeVectors(dx &+ 1) : 0
    let right = dx > 0 ? layout.width : layout.width &- dx
    let start = left &- layout.templateRadius
    let row = firstRow(layout, dy: dy, block: block) &+ dy
    let columns: NonLocalMeansColumnBlock = (
        UnsafeRawPointer(scratch + (layout.doubled &+ columnPosition(layout, x: start))),
        UnsafeRawPointer(scratch + pairPosition(layout, x: start &+ dx, y: row)),
        scratch + layout.columns, scratch + layout.suffixes + pair &* layout.suffixBytes,
        count: (right &+ layout.templateRadius &- start &+ lanes32 &- 1) / lanes32, writes: block >= 0
    )
    let ringRow = block &* blockRows(layout) % layout.ringRows
    let weights: NonLocalMeansWeightBlock = (
        scratch + layout.weights + (pair &* layout.ringRows &+ ringRow) &* layout.rowBytes
            + (left &+ layout.margin) &* 4,
        count: (right &- left &+ lanes32 &- 1) / lanes32
    )
    switch (layout.templateRadius, layout.planes) {
    case (1, 1): weightBlock3(layout, columns, weights, weighting, limit)
    case (2, 1): weightBlock5(layout, columns, weights, weighting, limit)
    case (_, 1): weightBlock7(layout, columns, weights, weighting, limit)
    case (1, _): weightColorBlock3(layout, columns, weights, weighting, limit)
    case (2, _): weightColorBlock5(layout, columns, weights, weighting, limit)
    default: weightColorBlock7(layout, columns, weights, weighting, limit)
    }
}

/// Where the weights of a block begin, and how many vectors a row of them has.
private typealias NonLocalMeansWeightBlock = (start: UnsafeMutableRawPointer, count: Int)

// A template and a number of planes known to the compiler leave no branch in the inner loops. Functions of their own,
// because calls of one function that differ in constants are merged before they are inlined; and they are given
// addresses, because the compiler recomputes in the loop those whose computation it can see.
@inline(never)
private func weightBlock3(
    _ layout: NonLocalMeansLayout, _ columns: NonLocalMeansColumnBlock, _ weights: NonLocalMeansWeightBlock,
    _ weighting: VectorWeighting, _ limit: cv_u16
) {
    weightBlock(layout, columns, weights, weighting, limit, radius: 1, planes: 1)
}
@inline(never)
private func weightBlock5(
    _ layout: NonLocalMeansLayout, _ columns: NonLocalMeansColumnBlock, _ weights: NonLocalMeansWeightBlock,
    _ weighting: VectorWeighting, _ limit: cv_u16
) {
    weightBlock(layout, columns, weights, weighting, limit, radius: 2, planes: 1)
}
@inline(never)
private func weightBlock7(
    _ layout: NonLocalMeansLayout, _ columns: NonLocalMeansColumnBlock, _ weights: NonLocalMeansWeightBlock,
    _ weighting: VectorWeighting, _ limit: cv_u16
) {
    weightBlock(layout, columns, weights, weighting, limit, radius: 3, planes: 1)
}
@inline(never)
private func weightColorBlock3(
    _ layout: NonLocalMeansLayout, _ columns: NonLocalMeansColumnBlock, _ weights: NonLocalMeansWeightBlock,
    _ weighting: VectorWeighting, _ limit: cv_u16
) {
    weightBlock(layout, columns, weights, weighting, limit, radius: 1, planes: 3)
}
@inline(never)
private func weightColorBlock5(
    _ layout: NonLocalMeansLayout, _ columns: NonLocalMeansColumnBlock, _ weights: NonLocalMeansWeightBlock,
    _ weighting: VectorWeighting, _ limit: cv_u16
) {
    weightBlock(layout, columns, weights, weighting, limit, radius: 2, planes: 3)
}
@inline(never)
private func weightColorBlock7(
    _ layout: NonLocalMeansLayout, _ columns: NonLocalMeansColumnBlock, _ weights: NonLocalMeansWeightBlock,
    _ weighting: VectorWeighting, _ limit: cv_u16
) {
    weightBlock(layout, columns, weights, weighting, limit, radius: 3, planes: 3)
}

@inline(__always)
private func weightBlock(
    _ layout: NonLocalMeansLayout, _ columns: NonLocalMeansColumnBlock, _ weights: NonLocalMeansWeightBlock,
    _ weighting: VectorWeighting, _ limit: cv_u16, radius: Int, planes: Int
) {
    var columns = columns
    let firstColumns = UnsafeRawPointer(columns.columns)
    // With AVX-512 column sums and weights go on side by side, which is 4 % faster there and 2 to 3 % slower elsewhere.
    // What weights read must have been stored a while before: they read up to two vectors ahead.
    var ahead = lanes16 == 32 && columns.writes && columns.count > 3 ? 3 : columns.count
    while ahead > 0 {
        sumColumns(layout, &columns, radius: radius, planes: planes)
        ahead &-= 1
    }
    guard columns.writes else { return }
    var threes = makeThrees(firstColumns, layout.columnBytes, radius: radius)
    var position = 0
    while position < weights.count &* vectorBytes {
        if lanes16 == 32 && columns.count > 0 { sumColumns(layout, &columns, radius: radius, planes: planes) }
        weigh(
            &threes, firstColumns + position, columnBytes: layout.columnBytes, weights.start + position,
            rowBytes: layout.rowBytes, radius: radius, weighting, limit)
        position &+= vectorBytes
    }
}

/// Adds to the sums what the weights of one block of rows contribute.
@inline(__always)
private func sumBlock(
    _ layout: NonLocalMeansLayout, _ scratch: UnsafeMutableRawPointer, dy: Int, firstDX: Int, pairs: Int, block: Int
) {
    let longestRun = 11
    var row = 0
    while row < blockRows(layout) {
        let ringPosition = block &* blockRows(layout) &+ row
        let y = ringPosition &- dy
        if y >= layout.height { return }
        if y >= 0 {
            var pair = 0
            while pair < pairs {
                let dx = firstDX &+ 2 &* pair
                let pairWeights = scratch + layout.weights + pair &* layout.ringRows &* layout.rowBytes
                let ownRow = ringPosition % layout.ringRows &* layout.rowBytes
                let mirroredRow = y % layout.ringRows &* layout.rowBytes
                let weights = UnsafeRawPointer(pairWeights + (ownRow &+ layout.margin &* 4))
                let mirroredWeights = UnsafeRawPointer(
                    pairWeights + (mirroredRow &+ (layout.margin &- dx) &* 4 &- 2))
                let samples = UnsafeRawPointer(
                    scratch + pairPosition(layout, x: dx, y: y &+ dy))
                let mirroredSamples = UnsafeRawPointer(
                    scratch + pairPosition(layout, x: 0 &- dx &- 1, y: y &- dy))
                let run: NonLocalMeansRun = (
                    weights, samples, mirroredWeights, mirroredSamples,
                    sums: scratch + (layout.sums &+ y &* layout.sumBytes),
                    weightSums: scratch + (layout.weightSums &+ y &* layout.sumBytes),
                    pairs: pairs &- pair < longestRun ? pairs &- pair : longestRun
                )
                if layout.planes == 3 {
                    accumulateColor(layout, run)
                } else {
                    accumulateGray(layout, run)
                }
                pair &+= longestRun
            }
        }
        row &+= 1
    }
}

/// Weighted means of one plane, rounded.
@inline(__always)
private func finish(
    _ layout: NonLocalMeansLayout, _ sums: UnsafeRawPointer, _ weightSums: UnsafeRawPointer,
    _ output: UnsafeMutablePointer<UInt8>, _ outputStride: Int, _ width: Int, _ scale: Float
) {
    var y = 0
    while y < layout.height {
        let row = output + y &* outputStride
        var x = 0
        while x < width {
            let at = y &* layout.sumBytes &+ 4 &* x
            let means = sampleMeans(loadF32(sums + at), weights: loadI32(weightSums + at), scale: scale)
            store(means, to: row + x, before: row + width)
            x &+= lanes32
        }
        y &+= 1
    }
}
