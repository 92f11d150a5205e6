internal import CVector

// What kernels do to whole rows of floats, at any alignment.

@inline(__always)
func add(_ v: cv_f32, to p: UnsafeMutablePointer<Float>) {
    store(loadF32(p) + v, to: p)
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

/// Splits `2 * count` floats into those at even and those at odd positions; `count` is a multiple of the vector length.
@inline(__always)
func split(
    _ source: UnsafePointer<Float>, _ even: UnsafeMutablePointer<Float>, _ odd: UnsafeMutablePointer<Float>,
    _ count: Int
) {
    var i = 0
    while i < count {
        let a = loadF32(source + 2 &* i)
        let b = loadF32(source + 2 &* i + lanes32)
        store(cv_even_f32(a, b), to: even + i)
        store(cv_odd_f32(a, b), to: odd + i)
        i &+= lanes32
    }
}

/// The inverse of `split`.
@inline(__always)
func interleave(
    _ even: UnsafePointer<Float>, _ odd: UnsafePointer<Float>, _ target: UnsafeMutablePointer<Float>, _ count: Int
) {
    var i = 0
    while i < count {
        let a = loadF32(even + i)
        let b = loadF32(odd + i)
        store(cv_interleave_low_f32(a, b), to: target + 2 &* i)
        store(cv_interleave_high_f32(a, b), to: target + 2 &* i + lanes32)
        i &+= lanes32
    }
}
