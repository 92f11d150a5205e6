internal import CVector

/// Bytes of scratch memory that `wienerPass` needs for a region of this size.
public func wienerScratchBytes(width: Int, planeCount: Int) -> Int {
    4 &* wienerRows(width: width, planeCount: planeCount, rowStep: 1).totalCount
}

@inline(__always)
private func wienerRows(width: Int, planeCount: Int, rowStep: Int) -> WienerRows {
    WienerRows(width: width, planeCount: planeCount, rowStep: rowStep, ringCount: 2, tableCount: planeCount)
}

/// One pass of empirical Wiener shrinkage in a sliding 8×8 DCT over a region of 1 to 3 planes.
///
/// Every 8×8 patch on the lattice is transformed, each frequency f of plane p scaled by g²/(g² + s²) with g the
/// guide's coefficient and s² the noise variance `spectrum` gives, and transformed back. Overlapping patches are
/// averaged with weight 1/Σ gain², one weight for all planes. Sums run in an order that depends on neither vector
/// width nor region, so a pixel at least 7 px inside the region has the same bits whatever region it is computed in,
/// provided that regions start on multiples of 8. Nearer to the region's edge the result lacks patches and must not be
/// used.
///
/// Lattice: patch rows are `rowStep` apart; in a row patches are 8 px apart, and each row is shifted by 3 px against the
/// one above, beginning anew every 8 rows of pixels.
///
/// - Parameters:
///   - noisy, guide, output: `planeCount` planes, `planeStride` floats apart, rows `rowStride` floats apart;
///     `output` may be neither of the others. Rows are read and written in pieces of 8 vectors.
///   - width, height: of the region, multiples of 8, at least 16.
///   - spectrum: the 8 numbers D⁻², then per plane 64 noise variances × D² (of both directions), horizontal frequency
///     major; D of `WienerTransform`.
///   - law: how the noise variance depends on the mean of the patch in the first plane: the factor below the first
///     knot, then `lawSegments` triples (knot, 1 / distance to the next knot, change of the factor up to there).
///   - rowStep: 1 or 2: 8 or 4 patches cover a pixel.
///   - start: the row of patches to go on with: 0, then what the last call returned.
///   - available: rows of `noisy` and `guide` that hold samples; not less than in the last call, at last `height`.
///   - scratch: `wienerScratchBytes` bytes, aligned to 64 bytes; kept from one call to the next.
/// - Returns: the row of patches that the next call goes on with. Rows `0..<result` of `output` are finished, with
///   `available` = `height` all rows.
@inline(never)
public func wienerPass(
    noisy: UnsafePointer<Float>, guide: UnsafePointer<Float>, output: UnsafeMutablePointer<Float>,
    planeStride: Int, rowStride: Int, width: Int, height: Int, planeCount: Int,
    spectrum: UnsafePointer<Float>, law: UnsafePointer<Float>, lawSegments: Int, rowStep: Int, start: Int,
    available: Int, scratch: UnsafeMutablePointer<Float>
) -> Int {
    let rows = wienerRows(width: width, planeCount: planeCount, rowStep: rowStep)
    let rescale = spectrum
    let variances = rows.enterTables(spectrum + 8, scratch)
    if start == 0 { rows.clearSums(scratch) }
    var loaded = start == 0 ? 0 : start &+ 8 &- rowStep
    var finished = start
    var patchY = start
    while patchY &+ 8 <= available {
        while loaded < patchY &+ 8 {
            rows.enter(loaded, noisy + loaded &* rowStride, planeStride, ringOffset: rows.noisyOffset, scratch)
            rows.enter(loaded, guide + loaded &* rowStride, planeStride, ringOffset: rows.guideOffset, scratch)
            loaded &+= 1
        }
        shrinkPatchRow(rows, patchY, variances, rescale, law, lawSegments, scratch)
        patchY &+= rowStep
        let last = patchY &+ 8 <= height ? patchY : height
        while finished < last {
            rows.finish(finished, output + finished &* rowStride, planeStride, scratch)
            finished &+= 1
        }
    }
    return patchY
}

/// Transforms, shrinks and accumulates all patches whose first row is `patchY`.
@inline(__always)
private func shrinkPatchRow(
    _ rows: WienerRows, _ patchY: Int, _ variances: UnsafePointer<Float>, _ rescale: UnsafePointer<Float>,
    _ law: UnsafePointer<Float>, _ lawSegments: Int, _ scratch: UnsafeMutablePointer<Float>
) {
    let number = patchY / rows.rowStep
    let shift = rows.shift(ofPatchRow: number)
    let weights = rows.weights(ofPatchRow: number, scratch)
    let coefficients = scratch + rows.coefficientsOffset
    let guided = scratch + rows.guideCoefficientsOffset
    var block = 0
    while block < rows.blocks {
        var variance = cv_splat_f32(1)
        // Not 0: a patch of zeros has no gain at all.
        var energy = cv_splat_f32(1e-6)
        var plane = 0
        while plane < rows.planeCount {
            let kept = coefficients + plane &* 64 &* lanes32
            rows.transformRows(
                patchY, shift: shift, plane: plane, block: block, ringOffset: rows.noisyOffset, scratch, to: kept)
            rows.transformRows(
                patchY, shift: shift, plane: plane, block: block, ringOffset: rows.guideOffset, scratch, to: guided)
            if plane == 0 { variance = varianceFactor(loadEight(UnsafePointer(kept), 8 &* lanes32), law, lawSegments) }
            shrinkColumns(kept, UnsafePointer(guided), variances + plane &* 64 &* repeatedLanes, variance, &energy)
            plane &+= 1
        }
        let weight = 1 / energy
        store(weight, to: weights + block &* lanes32)
        plane = 0
        while plane < rows.planeCount {
            let kept = coefficients + plane &* 64 &* lanes32
            invertColumns(kept, weight, rescale)
            rows.addRows(patchY, shift: shift, plane: plane, block: block, from: UnsafePointer(kept), scratch)
            plane &+= 1
        }
        block &+= 1
    }
}

/// Multiplies the coefficients of a block of patches by their gains.
///
/// - Parameters:
///   - kept, guided: of samples and guide the horizontal DCTs of the rows, 8 vectors for each; `kept` then holds shrunk
///     coefficients.
///   - energy: what the squares of all gains are added to.
@inline(__always)
private func shrinkColumns(
    _ kept: UnsafeMutablePointer<Float>, _ guided: UnsafePointer<Float>, _ variances: UnsafePointer<Float>,
    _ factor: cv_f32, _ energy: inout cv_f32
) {
    var table = variances
    var column = 0
    while column < 8 {
        let k = kept + column &* lanes32
        let g = forwardTransform(loadEight(guided + column &* lanes32, 8 &* lanes32))
        let f = forwardTransform(loadEight(UnsafePointer(k), 8 &* lanes32))
        shrinkPair(f.0, f.1, g.0, g.1, table, 0, factor, k, k + 8 &* lanes32, &energy)
        shrinkPair(f.2, f.3, g.2, g.3, table, 2, factor, k + 16 &* lanes32, k + 24 &* lanes32, &energy)
        shrinkPair(f.4, f.5, g.4, g.5, table, 4, factor, k + 32 &* lanes32, k + 40 &* lanes32, &energy)
        shrinkPair(f.6, f.7, g.6, g.7, table, 6, factor, k + 48 &* lanes32, k + 56 &* lanes32, &energy)
        table += 8 &* repeatedLanes
        column &+= 1
    }
}

/// Transforms the columns of a block of patches back, times their weight and `rescale` in both directions.
@inline(__always)
func invertColumns(_ kept: UnsafeMutablePointer<Float>, _ weight: cv_f32, _ rescale: UnsafePointer<Float>) {
    var column = 0
    while column < 8 {
        let k = kept + column &* lanes32
        let own = weight * rescale[column]
        let scales = (
            own * rescale[0], own * rescale[1], own * rescale[2], own * rescale[3], own * rescale[4], own * rescale[5],
            own * rescale[6], own * rescale[7]
        )
        storeEight(
            inverseTransform(multiply(loadEight(UnsafePointer(k), 8 &* lanes32), by: scales)), k, 8 &* lanes32)
        column &+= 1
    }
}

/// The factor on the noise variance of a block of patches, from the mean of each in the first plane.
///
/// - Parameter sums: the lowest horizontal frequency, which is the sum, of the patches' rows.
@inline(__always)
private func varianceFactor(_ sums: Float8, _ law: UnsafePointer<Float>, _ segments: Int) -> cv_f32 {
    let zero = cv_splat_f32(0)
    let one = cv_splat_f32(1)
    let top = sums.0 + sums.1 + sums.2 + sums.3
    let bottom = sums.4 + sums.5 + sums.6 + sums.7
    let mean = (top + bottom) * (1 / 64)
    var factor = cv_splat_f32(law[0])
    var segment = law + 1
    let end = segment + 3 &* segments
    while segment < end {
        let part = cv_min_f32(cv_max_f32((mean - segment[0]) * segment[1], zero), one)
        factor = factor + part * segment[2]
        segment += 3
    }
    return factor
}

/// Scales two coefficients by their gains and stores them. Two divisions cost one: 1/a = b/(ab), 1/b = a/(ab).
///
/// - Parameters:
///   - f0, f1, g0, g1: of the noisy patch and of the guide, at `index` and `index + 1` of the column.
///   - variances: of the column.
@inline(__always)
private func shrinkPair(
    _ f0: cv_f32, _ f1: cv_f32, _ g0: cv_f32, _ g1: cv_f32, _ variances: UnsafePointer<Float>, _ index: Int,
    _ factor: cv_f32, _ out0: UnsafeMutablePointer<Float>, _ out1: UnsafeMutablePointer<Float>, _ energy: inout cv_f32
) {
    let p0 = g0 * g0
    let p1 = g1 * g1
    let t0 = p0 + factor * loadRepeated(variances, index)
    let t1 = p1 + factor * loadRepeated(variances, index &+ 1)
    let r = 1 / (t0 * t1)
    let a0 = p0 * t1 * r
    let a1 = p1 * t0 * r
    energy = energy + (a0 * a0 + a1 * a1)
    store(f0 * a0, to: out0)
    store(f1 * a1, to: out1)
}
