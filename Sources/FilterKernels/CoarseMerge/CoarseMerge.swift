internal import CVector

/// Bytes of scratch memory that `mergeCoarse` needs for a region of this width.
public func mergeCoarseScratchBytes(width: Int) -> Int {
    4 &* (mergeRowCount &* mergeLineCount(width) &+ 64)
}

/// Replaces the low frequencies of a plane by those of a plane at half the resolution.
///
/// With L the mean of 2×2 px times 2 (white noise keeps its s.d.): e = coarse − L(fine) is smoothed by a 7-tap
/// binomial-like Gaussian (s.d. 1), interpolated bilinearly, halved and added to `fine`
/// (Pierazzo, Morel and Facciolo, "Multi-scale DCT denoising", 2017).
///
/// Pixels at least 10 px inside the region are valid afterwards; the rest must not be used.
///
/// - Parameters:
///   - fine: `width` px wide, an even number at least 24; rows `fineStride` floats apart. Changed in place.
///   - coarse: the same area, half as wide and high; rows `coarseStride` floats apart.
///   - start: the row of `coarse` to go on with: 0, then what the last call returned.
///   - available: rows of `coarse`, and pairs of rows of `fine`, that hold samples.
///   - scratch: `mergeCoarseScratchBytes` bytes; kept from one call to the next.
/// - Returns: the row r of `coarse` that the next call goes on with. Rows `0..<2r − 7` of `fine` are finished.
@inline(never)
public func mergeCoarse(
    fine: UnsafeMutablePointer<Float>, fineStride: Int, width: Int, coarse: UnsafePointer<Float>, coarseStride: Int,
    start: Int, available: Int, scratch: UnsafeMutablePointer<Float>
) -> Int {
    let line = mergeLineCount(width)
    let base = scratch + 32
    let count = width / 2
    // Rows 0 to 7: a ring of horizontally smoothed differences. Then two smoothed rows, and a line of work.
    let smoothed = base + 8 &* line
    let work = base + 10 &* line
    var y = start
    while y < available {
        differenceRow(fine + 2 &* y &* fineStride, fineStride, coarse + y &* coarseStride, work, count)
        smoothRow(work, base + (y & 7) &* line, count)
        if y >= 6 {
            let middle = y &- 3
            smoothColumns(base, line, middle, smoothed + (middle & 1) &* line, count)
            if y >= 7 {
                // The two fine rows between the centres of coarse rows middle - 1 and middle.
                let above = smoothed + (1 &- middle & 1) &* line
                let below = smoothed + (middle & 1) &* line
                let target = fine + (2 &* middle &- 1) &* fineStride
                blendRows(above, below, work, count)
                addUpsampled(work, to: target, count)
                blendRows(below, above, work, count)
                addUpsampled(work, to: target + fineStride, count)
            }
        }
        y &+= 1
    }
    return y
}

/// 8 rows of the ring, 2 smoothed rows, a line of work.
private var mergeRowCount: Int { 11 }

@inline(__always)
private func mergeLineCount(_ width: Int) -> Int { (width &+ 15) & ~15 &+ 64 }

/// target = coarse − (a + b + c + d)/2 over the 2×2 px of `fine`.
@inline(__always)
private func differenceRow(
    _ fine: UnsafePointer<Float>, _ fineStride: Int, _ coarse: UnsafePointer<Float>,
    _ target: UnsafeMutablePointer<Float>, _ count: Int
) {
    var x = 0
    while x < count {
        let above = fine + 2 &* x
        let below = above + fineStride
        let a = loadF32(above) + loadF32(below)
        let b = loadF32(above + lanes32) + loadF32(below + lanes32)
        store(loadF32(coarse + x) - (cv_even_f32(a, b) + cv_odd_f32(a, b)) * 0.5, to: target + x)
        x &+= lanes32
    }
}

// Taps of a Gaussian of s.d. 1, cut at 3 and normalised.
private var tap0: Float { 0.39905028 }
private var tap1: Float { 0.24203623 }
private var tap2: Float { 0.05400558 }
private var tap3: Float { 0.00443305 }

@inline(__always)
private func smoothRow(_ source: UnsafePointer<Float>, _ target: UnsafeMutablePointer<Float>, _ count: Int) {
    var x = 0
    while x < count {
        let p = source + x
        var sum = loadF32(p) * tap0
        sum = sum + (loadF32(p - 1) + loadF32(p + 1)) * tap1
        sum = sum + (loadF32(p - 2) + loadF32(p + 2)) * tap2
        sum = sum + (loadF32(p - 3) + loadF32(p + 3)) * tap3
        store(sum, to: target + x)
        x &+= lanes32
    }
}

@inline(__always)
private func smoothColumns(
    _ ring: UnsafePointer<Float>, _ line: Int, _ y: Int, _ target: UnsafeMutablePointer<Float>, _ count: Int
) {
    let r0 = ring + (y & 7) &* line
    let a1 = ring + ((y &- 1) & 7) &* line
    let b1 = ring + ((y &+ 1) & 7) &* line
    let a2 = ring + ((y &- 2) & 7) &* line
    let b2 = ring + ((y &+ 2) & 7) &* line
    let a3 = ring + ((y &- 3) & 7) &* line
    let b3 = ring + ((y &+ 3) & 7) &* line
    var x = 0
    while x < count {
        var sum = loadF32(r0 + x) * tap0
        sum = sum + (loadF32(a1 + x) + loadF32(b1 + x)) * tap1
        sum = sum + (loadF32(a2 + x) + loadF32(b2 + x)) * tap2
        sum = sum + (loadF32(a3 + x) + loadF32(b3 + x)) * tap3
        store(sum, to: target + x)
        x &+= lanes32
    }
}

/// target = (3 × near + far) / 8: bilinear weights, and the half that scales a coarse difference down.
@inline(__always)
private func blendRows(
    _ near: UnsafePointer<Float>, _ far: UnsafePointer<Float>, _ target: UnsafeMutablePointer<Float>, _ count: Int
) {
    var x = 0
    while x < count {
        store(loadF32(near + x) * 0.375 + loadF32(far + x) * 0.125, to: target + x)
        x &+= lanes32
    }
}

/// Interpolates a row to twice its length and adds it to a row of the fine plane.
@inline(__always)
private func addUpsampled(
    _ source: UnsafePointer<Float>, to target: UnsafeMutablePointer<Float>, _ count: Int
) {
    var x = 0
    while x < count {
        let centre = loadF32(source + x) * 0.75
        let even = loadF32(source + x - 1) * 0.25 + centre
        let odd = loadF32(source + x + 1) * 0.25 + centre
        add(cv_interleave_low_f32(even, odd), to: target + 2 &* x)
        add(cv_interleave_high_f32(even, odd), to: target + 2 &* x + lanes32)
        x &+= lanes32
    }
}
