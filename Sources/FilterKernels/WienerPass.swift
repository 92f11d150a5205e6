internal import CVector

/// Number of `Float` values of scratch memory that `wienerPass` needs for a region of this size.
public func wienerScratchCount(width: Int, planeCount: Int) -> Int {
    WienerRows(width: width, planeCount: planeCount).totalCount
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
/// Lattice: patch rows are `rowStep` apart; in a row patches are 4 px apart, and every other row is shifted by 2.
///
/// - Parameters:
///   - noisy, guide, output: `planeCount` planes, `planeStride` floats apart, rows `rowStride` floats apart;
///     `output` may be neither of the others.
///   - width, height: of the region, multiples of 8, at least 16.
///   - spectrum: per plane 64 pairs (noise variance × D², D⁻²), horizontal frequency major; D of `WienerTransform`.
///   - law: how the noise variance depends on the mean of the patch in the first plane: the factor below the first
///     knot, then `lawSegments` triples (knot, 1 / distance to the next knot, change of the factor up to there).
///   - scratch: `wienerScratchCount` floats.
@inline(never)
public func wienerPass(
    noisy: UnsafePointer<Float>, guide: UnsafePointer<Float>, output: UnsafeMutablePointer<Float>,
    planeStride: Int, rowStride: Int, width: Int, height: Int, planeCount: Int,
    spectrum: UnsafePointer<Float>, law: UnsafePointer<Float>, lawSegments: Int, rowStep: Int,
    scratch: UnsafeMutablePointer<Float>
) {
    let rows = WienerRows(width: width, planeCount: planeCount)
    var loaded = 0
    var finished = 0
    var patchY = 0
    var phase = 0
    while patchY &+ 8 <= height {
        while loaded < patchY &+ 8 {
            rows.enter(loaded, noisy + loaded &* rowStride, planeStride, ringOffset: rows.noisyOffset, scratch)
            rows.enter(loaded, guide + loaded &* rowStride, planeStride, ringOffset: rows.guideOffset, scratch)
            rows.clearSums(loaded, scratch)
            loaded &+= 1
        }
        shrinkPatchRow(rows, patchY, phase, spectrum, law, lawSegments, scratch)
        patchY &+= rowStep
        phase = 1 &- phase
        let last = patchY &+ 8 <= height ? patchY : height
        while finished < last {
            rows.finish(finished, output + finished &* rowStride, planeStride, scratch)
            finished &+= 1
        }
    }
}

/// Transforms, shrinks and accumulates all patches whose first row is `patchY`.
@inline(__always)
private func shrinkPatchRow(
    _ rows: WienerRows, _ patchY: Int, _ phase: Int, _ spectrum: UnsafePointer<Float>, _ law: UnsafePointer<Float>,
    _ lawSegments: Int, _ scratch: UnsafeMutablePointer<Float>
) {
    let coefficients = scratch + rows.coefficientsOffset
    // The ring's slots of the patch's 8 rows.
    let r0 = patchY & 7
    let r1 = (patchY &+ 1) & 7
    let r2 = (patchY &+ 2) & 7
    let r3 = (patchY &+ 3) & 7
    let r4 = (patchY &+ 4) & 7
    let r5 = (patchY &+ 5) & 7
    let r6 = (patchY &+ 6) & 7
    let r7 = (patchY &+ 7) & 7
    let slot = rows.ringRowCount
    var block = 0
    while block < rows.blocks {
        let variance = varianceFactor(
            UnsafePointer(scratch) + rows.noisyOffset + rows.blockOffset(0, phase, block), slot, law, lawSegments)
        // Not 0: a patch of zeros has no gain at all.
        var energy = cv_splat_f32(1e-6)
        var plane = 0
        while plane < rows.planeCount {
            let at = rows.blockOffset(plane, phase, block)
            let noisy = UnsafePointer(scratch) + rows.noisyOffset + at
            let guide = UnsafePointer(scratch) + rows.guideOffset + at
            let kept = coefficients + plane &* 64 &* lanes32
            var table = spectrum + plane &* 128
            var column = 0
            while column < 8 {
                let i = column &* lanes32
                let g = forwardTransform(
                    loadF32(guide + r0 &* slot + i), loadF32(guide + r1 &* slot + i), loadF32(guide + r2 &* slot + i),
                    loadF32(guide + r3 &* slot + i), loadF32(guide + r4 &* slot + i), loadF32(guide + r5 &* slot + i),
                    loadF32(guide + r6 &* slot + i), loadF32(guide + r7 &* slot + i))
                let f = forwardTransform(
                    loadF32(noisy + r0 &* slot + i), loadF32(noisy + r1 &* slot + i), loadF32(noisy + r2 &* slot + i),
                    loadF32(noisy + r3 &* slot + i), loadF32(noisy + r4 &* slot + i), loadF32(noisy + r5 &* slot + i),
                    loadF32(noisy + r6 &* slot + i), loadF32(noisy + r7 &* slot + i))
                let k = kept + i
                shrinkPair(f.0, f.1, g.0, g.1, table, variance, k, k + 8 &* lanes32, &energy)
                shrinkPair(f.2, f.3, g.2, g.3, table + 4, variance, k + 16 &* lanes32, k + 24 &* lanes32, &energy)
                shrinkPair(f.4, f.5, g.4, g.5, table + 8, variance, k + 32 &* lanes32, k + 40 &* lanes32, &energy)
                shrinkPair(f.6, f.7, g.6, g.7, table + 12, variance, k + 48 &* lanes32, k + 56 &* lanes32, &energy)
                table += 16
                column &+= 1
            }
            plane &+= 1
        }
        let weight = 1 / energy
        let weights = scratch + rows.weightOffset + (phase &* rows.blocks &+ block) &* lanes32
        addTo8Rows(
            weights, rows.weightRowCount, r0, r1, r2, r3, r4, r5, r6, r7,
            (weight, weight, weight, weight, weight, weight, weight, weight))
        plane = 0
        while plane < rows.planeCount {
            let sums = scratch + rows.sumOffset + rows.blockOffset(plane, phase, block)
            let kept = UnsafePointer(coefficients) + plane &* 64 &* lanes32
            var column = 0
            while column < 8 {
                let k = kept + column &* lanes32
                let x = inverseTransform(
                    loadF32(k) * weight, loadF32(k + 8 &* lanes32) * weight, loadF32(k + 16 &* lanes32) * weight,
                    loadF32(k + 24 &* lanes32) * weight, loadF32(k + 32 &* lanes32) * weight,
                    loadF32(k + 40 &* lanes32) * weight,
                    loadF32(k + 48 &* lanes32) * weight, loadF32(k + 56 &* lanes32) * weight)
                addTo8Rows(sums + column &* lanes32, slot, r0, r1, r2, r3, r4, r5, r6, r7, x)
                column &+= 1
            }
            plane &+= 1
        }
        block &+= 1
    }
}

/// The factor on the noise variance of a block of patches, from the mean of each in the first plane.
@inline(__always)
private func varianceFactor(
    _ noisy: UnsafePointer<Float>, _ slot: Int, _ law: UnsafePointer<Float>, _ segments: Int
) -> cv_f32 {
    let zero = cv_splat_f32(0)
    let one = cv_splat_f32(1)
    // The horizontal transforms begin with the sums of the patch's rows.
    let top = loadF32(noisy) + loadF32(noisy + slot) + loadF32(noisy + 2 &* slot) + loadF32(noisy + 3 &* slot)
    let bottom =
        loadF32(noisy + 4 &* slot) + loadF32(noisy + 5 &* slot) + loadF32(noisy + 6 &* slot)
        + loadF32(noisy + 7 &* slot)
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
@inline(__always)
private func shrinkPair(
    _ f0: cv_f32, _ f1: cv_f32, _ g0: cv_f32, _ g1: cv_f32, _ table: UnsafePointer<Float>,
    _ variance: cv_f32, _ out0: UnsafeMutablePointer<Float>, _ out1: UnsafeMutablePointer<Float>, _ energy: inout cv_f32
) {
    let p0 = g0 * g0
    let p1 = g1 * g1
    let t0 = p0 + variance * table[0]
    let t1 = p1 + variance * table[2]
    let r = 1 / (t0 * t1)
    let a0 = p0 * t1 * r
    let a1 = p1 * t0 * r
    energy = energy + a0 * a0
    energy = energy + a1 * a1
    store(f0 * (a0 * table[1]), to: out0)
    store(f1 * (a1 * table[3]), to: out1)
}

@inline(__always)
private func addTo8Rows(
    _ base: UnsafeMutablePointer<Float>, _ slot: Int, _ r0: Int, _ r1: Int, _ r2: Int, _ r3: Int, _ r4: Int,
    _ r5: Int, _ r6: Int, _ r7: Int, _ x: Float8
) {
    add(x.0, to: base + r0 &* slot)
    add(x.1, to: base + r1 &* slot)
    add(x.2, to: base + r2 &* slot)
    add(x.3, to: base + r3 &* slot)
    add(x.4, to: base + r4 &* slot)
    add(x.5, to: base + r5 &* slot)
    add(x.6, to: base + r6 &* slot)
    add(x.7, to: base + r7 &* slot)
}
