internal import CVector

/// Bytes of scratch memory that `quantizationPass` needs for a region of this width.
public func quantizationScratchBytes(width: Int) -> Int {
    4 &* quantizationRows(width: width).totalCount
}

@inline(__always)
private func quantizationRows(width: Int) -> WienerRows {
    WienerRows(width: width, planeCount: 1, rowStep: 1, ringCount: 1, tableCount: 2)
}

/// One pass of Wiener shrinkage against the error that quantising 8×8 DCT coefficients has left in a plane.
///
/// Of every 8×8 patch on the lattice the coefficients F of at least half a step are counted; with n of them, each but the
/// mean is scaled by F²/(F² + s²/√(2 + n)), s² being what `tables` gives, and transformed back: the patch guides itself.
/// Overlapping patches are averaged with weight 1/(2 + n)². Lattice, order of sums and valid border are those of
/// `wienerPass` with a row step of 1.
///
/// - Parameters:
///   - source, output: a plane with rows `rowStride` floats apart; they may not be the same.
///   - width, height: of the region, multiples of 8, at least 16.
///   - tables: the 8 numbers D⁻², then 64 thresholds for F², then 64 s², both × D² (of both directions), horizontal
///     frequency major; D of `WienerTransform`. The mean's threshold must be out of reach, its s² next to nothing.
///   - start: the row of patches to go on with: 0, then what the last call returned.
///   - available: rows of `source` that are there; not less than in the last call, at last `height`.
///   - scratch: `quantizationScratchBytes` bytes, aligned to 64 bytes; kept from one call to the next.
/// - Returns: the row of patches that the next call goes on with. Rows of `output` above it are finished, with
///   `available` = `height` all rows.
@inline(never)
public func quantizationPass(
    source: UnsafePointer<Float>, output: UnsafeMutablePointer<Float>, rowStride: Int, width: Int, height: Int,
    tables: UnsafePointer<Float>, start: Int, available: Int, scratch: UnsafeMutablePointer<Float>
) -> Int {
    let rows = quantizationRows(width: width)
    let rescale = tables
    let thresholds = rows.enterTables(tables + 8, scratch)
    if start == 0 { rows.clearSums(scratch) }
    var loaded = start == 0 ? 0 : start &+ 7
    var finished = start
    var patchY = start
    while patchY &+ 8 <= available {
        while loaded < patchY &+ 8 {
            rows.enter(loaded, source + loaded &* rowStride, 0, ringOffset: rows.noisyOffset, scratch)
            loaded &+= 1
        }
        shrinkPatchRow(rows, patchY, thresholds, rescale, scratch)
        patchY &+= 1
        let last = patchY &+ 8 <= height ? patchY : height
        while finished < last {
            rows.finish(finished, output + finished &* rowStride, 0, scratch)
            finished &+= 1
        }
    }
    return patchY
}

/// Transforms, shrinks and accumulates all patches whose first row is `patchY`.
@inline(__always)
private func shrinkPatchRow(
    _ rows: WienerRows, _ patchY: Int, _ thresholds: UnsafePointer<Float>, _ rescale: UnsafePointer<Float>,
    _ scratch: UnsafeMutablePointer<Float>
) {
    let shift = rows.shift(ofPatchRow: patchY)
    let weights = rows.weights(ofPatchRow: patchY, scratch)
    let kept = scratch + rows.coefficientsOffset
    let variances = thresholds + 64 &* repeatedLanes
    var block = 0
    while block < rows.blocks {
        rows.transformRows(
            patchY, shift: shift, plane: 0, block: block, ringOffset: rows.noisyOffset, scratch, to: kept)
        let share = 1 / (cv_i32_to_f32(transformColumns(kept, thresholds)) + cv_splat_f32(2))
        shrinkColumns(kept, variances, cv_sqrt_f32(share))
        let weight = share * share
        store(weight, to: weights + block &* lanes32)
        invertColumns(kept, weight, rescale)
        rows.addRows(patchY, shift: shift, plane: 0, block: block, from: UnsafePointer(kept), scratch)
        block &+= 1
    }
}

/// Transforms the columns of a block of patches, and counts the large coefficients of each.
@inline(__always)
private func transformColumns(_ kept: UnsafeMutablePointer<Float>, _ thresholds: UnsafePointer<Float>) -> cv_i32 {
    var count = cv_splat_i32(0)
    var column = 0
    while column < 8 {
        let k = kept + column &* lanes32
        let f = forwardTransform(loadEight(UnsafePointer(k), 8 &* lanes32))
        storeEight(f, k, 8 &* lanes32)
        count = countLarge(f, thresholds + column &* 8 &* repeatedLanes, count)
        column &+= 1
    }
    return count
}

/// Multiplies the coefficients of a block of patches by their gains.
@inline(__always)
private func shrinkColumns(
    _ kept: UnsafeMutablePointer<Float>, _ variances: UnsafePointer<Float>, _ factor: cv_f32
) {
    var column = 0
    while column < 8 {
        let k = kept + column &* lanes32
        let f = loadEight(UnsafePointer(k), 8 &* lanes32)
        storeEight(shrink(f, variances + column &* 8 &* repeatedLanes, factor), k, 8 &* lanes32)
        column &+= 1
    }
}

/// `count` and, lane by lane, how many of the coefficients of a column have squares not below their threshold.
@inline(__always)
private func countLarge(_ f: Float8, _ thresholds: UnsafePointer<Float>, _ count: cv_i32) -> cv_i32 {
    let a = isLarge(f.0, thresholds, 0) &+ isLarge(f.1, thresholds, 1)
    let b = isLarge(f.2, thresholds, 2) &+ isLarge(f.3, thresholds, 3)
    let c = isLarge(f.4, thresholds, 4) &+ isLarge(f.5, thresholds, 5)
    let d = isLarge(f.6, thresholds, 6) &+ isLarge(f.7, thresholds, 7)
    return count &- (a &+ b) &- (c &+ d)
}

/// -1 where the square of a coefficient is not below its threshold, else 0.
@inline(__always)
private func isLarge(_ f: cv_f32, _ thresholds: UnsafePointer<Float>, _ index: Int) -> cv_i32 {
    cv_at_most_f32(loadRepeated(thresholds, index), f * f)
}

/// The coefficients of a column times their gains.
@inline(__always)
private func shrink(_ f: Float8, _ variances: UnsafePointer<Float>, _ factor: cv_f32) -> Float8 {
    let a = shrinkPair(f.0, f.1, variances, 0, factor)
    let b = shrinkPair(f.2, f.3, variances, 2, factor)
    let c = shrinkPair(f.4, f.5, variances, 4, factor)
    let d = shrinkPair(f.6, f.7, variances, 6, factor)
    return (a.0, a.1, b.0, b.1, c.0, c.1, d.0, d.1)
}

/// Two coefficients times their gains. Two divisions cost one: 1/a = b/(ab), 1/b = a/(ab).
@inline(__always)
private func shrinkPair(
    _ f0: cv_f32, _ f1: cv_f32, _ variances: UnsafePointer<Float>, _ index: Int, _ factor: cv_f32
) -> (cv_f32, cv_f32) {
    let p0 = f0 * f0
    let p1 = f1 * f1
    let t0 = p0 + factor * loadRepeated(variances, index)
    let t1 = p1 + factor * loadRepeated(variances, index &+ 1)
    let r = 1 / (t0 * t1)
    return (f0 * (p0 * t1 * r), f1 * (p1 * t0 * r))
}
