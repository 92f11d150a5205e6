internal import CVector

/// The rows in flight of `pilotNonLocalMeans`, in bytes of its scratch memory.
///
/// A row is a line of pairs of 16-bit values, one pair a pixel. Samples stand as (q[x], q[x + 1]); differences and
/// weights as those of two neighbouring offsets. So one vector serves two offsets, and samples times weights is one
/// multiply-add of pairs.
struct PilotRows {
    let lineBytes: Int
    let radius: Int
    let planeCount: Int

    init(width: Int, radius: Int, planeCount: Int) {
        // Room at both ends for loads shifted by the radius, and for a vector behind the last one. An odd number of
        // cache lines: rows a multiple of 4 KB apart would share the same few places in the cache.
        lineBytes = ((width &+ 15) / 16 &+ 4 | 1) &* 64
        self.radius = radius
        self.planeCount = planeCount
    }

    /// Pairs of offsets (dx, dx + 1) in row 0 of the half window, from dx = 1 on.
    @inline(__always) var pairsInFirstRow: Int { (radius &+ 1) / 2 }
    /// The same in each further row, from dx = -radius on.
    @inline(__always) var pairsInRow: Int { radius &+ 1 }
    @inline(__always) var pairCount: Int { pairsInFirstRow &+ radius &* pairsInRow }

    /// Rows of weights in flight, radius + 1 or more. A power of two: masks find a row's slot, no divisions.
    private var weightSlots: Int { radius <= 3 ? 4 : 8 }
    /// Rows of samples in flight: the window's and one more, or more.
    private var sampleSlots: Int { 2 &* weightSlots }
    @inline(__always) var planeBytes: Int { sampleSlots &* lineBytes }
    private var doubledStart: Int { planeCount &* planeBytes }
    private var differenceStart: Int { doubledStart &+ planeCount &* lineBytes }
    private var weightStart: Int { differenceStart &+ 2 &* pairCount &* lineBytes }
    /// Where the row in work finds the rows of offsets: four addresses for each of at most six.
    var offsetRows: Int { weightStart &+ weightSlots &* pairCount &* lineBytes }
    var totalBytes: Int { offsetRows &+ 6 &* 4 &* 8 }

    // Pixel 0 of a row; the left margin is before it.
    @inline(__always) func samples(_ y: Int) -> Int { 64 &+ (y & (sampleSlots &- 1)) &* lineBytes }
    /// The newest row of samples as (q[x], q[x]).
    @inline(__always) var doubled: Int { 64 &+ doubledStart }
    /// The first pair's row of differences; those of the other pairs follow.
    @inline(__always) func differences(_ y: Int) -> Int {
        64 &+ differenceStart &+ (y & 1) &* pairCount &* lineBytes
    }
    /// The first pair's row of weights; those of the other pairs follow.
    @inline(__always) func weights(_ y: Int) -> Int {
        64 &+ weightStart &+ (y & (weightSlots &- 1)) &* pairCount &* lineBytes
    }
}

/// Turns one row of a plane into pairs of steps: q = (sample − middle) × scale, rounded.
@inline(__always)
func enterRow(
    _ source: UnsafePointer<Float>, width: Int, middle: Float, scale: Float, to target: UnsafeMutableRawPointer
) {
    var x = 0
    while x < width {
        let here = cv_f32_to_i32((loadF32(source + x) - middle) * scale)
        let next = cv_f32_to_i32((loadF32(source + x + 1) - middle) * scale)
        store(cv_interleave_i32(here, next), to: target + 4 &* x)
        x &+= lanes32
    }
}

/// The first value of each pair in both places.
@inline(__always)
func doubleRow(_ pairs: UnsafeRawPointer, width: Int, to target: UnsafeMutableRawPointer) {
    var x = 0
    while x < width {
        store(doubledFirst(loadU16(pairs + 4 &* x)), to: target + 4 &* x)
        x &+= lanes32
    }
}
