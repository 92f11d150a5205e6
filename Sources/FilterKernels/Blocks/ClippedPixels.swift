internal import CVector

/// How many pixels of each 8×8 block of a strip of 8 rows are clipped: have a sample of 0 or 255, or beyond, in any plane.
///
/// - Parameters:
///   - source: the strip's first row; rows `rowStride`, planes `planeStride` floats apart.
///   - width: columns of the strip.
///   - positions: the first column of each block.
///   - output: the count of each block, 0…64.
///   - scratch: `width` numbers, rounded up to a multiple of 16.
@inline(never)
public func clippedPixels(
    source: UnsafePointer<Float>, rowStride: Int, planeStride: Int, planeCount: Int, width: Int,
    positions: UnsafePointer<Int32>, count: Int, output: UnsafeMutablePointer<Int32>,
    scratch: UnsafeMutablePointer<Int32>
) {
    let zero = cv_splat_f32(0)
    let top = cv_splat_f32(255)
    var x = 0
    while x < width {
        var clipped = cv_splat_i32(0)
        var row = 0
        while row < 8 {
            // How far the pixel's samples stay away from both ends.
            var distance = top
            var p = source + row &* rowStride + x
            var plane = 0
            while plane < planeCount {
                let sample = loadF32(p)
                distance = cv_min_f32(distance, cv_min_f32(sample, top - sample))
                p += planeStride
                plane &+= 1
            }
            clipped = clipped &- cv_at_most_f32(distance, zero)
            row &+= 1
        }
        store(clipped, to: scratch + x)
        x &+= lanes32
    }
    var block = 0
    while block < count {
        let p = scratch + Int(positions[block])
        output[block] = p[0] &+ p[1] &+ p[2] &+ p[3] &+ p[4] &+ p[5] &+ p[6] &+ p[7]
        block &+= 1
    }
}
