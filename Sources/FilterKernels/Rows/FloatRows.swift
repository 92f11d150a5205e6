internal import CVector

// What kernels do to whole rows of floats, at any alignment.

@inline(__always)
func add(_ v: cv_f32, to p: UnsafeMutablePointer<Float>) {
    store(loadF32(p) + v, to: p)
}

/// How often a number of a table is repeated for `loadRepeated`: with SSE2, which cannot repeat a number while loading it.
@inline(__always) var repeatedLanes: Int { lanes32 == 4 ? 4 : 1 }

/// Number `index` of a table, in all lanes.
@inline(__always)
func loadRepeated(_ table: UnsafePointer<Float>, _ index: Int) -> cv_f32 {
    lanes32 == 4 ? loadAlignedF32(table + 4 &* index) : cv_splat_f32(table[index])
}

/// Eight vectors `stride` floats apart, all aligned.
@inline(__always)
func loadEight(_ p: UnsafePointer<Float>, _ stride: Int) -> Float8 {
    (
        loadAlignedF32(p), loadAlignedF32(p + stride), loadAlignedF32(p + 2 &* stride), loadAlignedF32(p + 3 &* stride),
        loadAlignedF32(p + 4 &* stride), loadAlignedF32(p + 5 &* stride), loadAlignedF32(p + 6 &* stride),
        loadAlignedF32(p + 7 &* stride)
    )
}

@inline(__always)
func multiply(_ a: Float8, by b: Float8) -> Float8 {
    (a.0 * b.0, a.1 * b.1, a.2 * b.2, a.3 * b.3, a.4 * b.4, a.5 * b.5, a.6 * b.6, a.7 * b.7)
}

/// Stores eight vectors `stride` floats apart.
@inline(__always)
func storeEight(_ v: Float8, _ p: UnsafeMutablePointer<Float>, _ stride: Int) {
    store(v.0, to: p)
    store(v.1, to: p + stride)
    store(v.2, to: p + 2 &* stride)
    store(v.3, to: p + 3 &* stride)
    store(v.4, to: p + 4 &* stride)
    store(v.5, to: p + 5 &* stride)
    store(v.6, to: p + 6 &* stride)
    store(v.7, to: p + 7 &* stride)
}

/// Sets `count` floats, a multiple of the vector length, to zero.
@inline(__always)
func clear(_ p: UnsafeMutablePointer<Float>, _ count: Int) {
    let zero = cv_splat_f32(0)
    var i = 0
    while i < count {
        store(zero, to: p + i)
        i &+= lanes32
    }
}
