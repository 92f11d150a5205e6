internal import CVector

/// Of each 8×8 block of a strip of 8 rows: how many pixels are clipped, that is have a sample of 0 or 255, or beyond,
/// in any plane; and how many of the 112 pairs of neighbours, side by side or one above the other, are equal, that is
/// less than half a unit apart in every plane.
///
/// - Parameters:
///   - source: the strip's first row; rows `rowStride`, planes `planeStride` floats apart, readable one vector behind
///     the last column.
///   - width: columns of the strip.
///   - positions: the first column of each block.
///   - clipped: the count of clipped pixels of each block, 0…64.
///   - equal: the count of equal pairs of each block, 0…112.
///   - scratch: `width` numbers, rounded up to a multiple of 16.
@inline(never)
public func pixelCounts(
    source: UnsafePointer<Float>, rowStride: Int, planeStride: Int, planeCount: Int, width: Int,
    positions: UnsafePointer<Int32>, count: Int, clipped: UnsafeMutablePointer<Int32>,
    equal: UnsafeMutablePointer<Int32>, scratch: UnsafeMutablePointer<Int32>
) {
    var x = 0
    while x < width {
        store(columnCounts(source + x, rowStride, planeStride, planeCount), to: scratch + x)
        x &+= lanes32
    }
    var block = 0
    while block < count {
        let p = scratch + Int(positions[block])
        let sum = p[0] &+ p[1] &+ p[2] &+ p[3] &+ p[4] &+ p[5] &+ p[6] &+ p[7]
        clipped[block] = sum & 0xff
        // The last column's neighbours to the right lie outside.
        equal[block] = (sum >> 8 & 0xff) &+ (sum >> 16) &- (p[7] >> 8 & 0xff)
        block &+= 1
    }
}

/// Of each column of 8 pixels: in the lowest byte those clipped, in the next those equal to the one on their right,
/// in the third those equal to the one below.
@inline(__always)
private func columnCounts(
    _ column: UnsafePointer<Float>, _ rowStride: Int, _ planeStride: Int, _ planeCount: Int
) -> cv_i32 {
    let zero = cv_splat_f32(0)
    let half = cv_splat_f32(0.499)
    let top = cv_splat_f32(255)
    var counts = cv_splat_i32(0)
    var row = 0
    while row < 8 {
        // How far the pixel's samples stay away from both ends, and from the neighbours.
        var distance = top
        var right = zero
        var below = zero
        var p = column + row &* rowStride
        var plane = 0
        while plane < planeCount {
            let sample = loadF32(p)
            distance = cv_min_f32(distance, cv_min_f32(sample, top - sample))
            right = cv_max_f32(right, cv_abs_f32(loadF32(p + 1) - sample))
            if row < 7 { below = cv_max_f32(below, cv_abs_f32(loadF32(p + rowStride) - sample)) }
            p += planeStride
            plane &+= 1
        }
        // Comparisons give -1 where they hold.
        counts = counts &- cv_at_most_f32(distance, zero) &- cv_shl_i32(cv_at_most_f32(right, half), 8)
        if row < 7 { counts = counts &- cv_shl_i32(cv_at_most_f32(below, half), 16) }
        row &+= 1
    }
    return counts
}
