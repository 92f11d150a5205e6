internal import CVector

// Loads and stores of whole vectors, at any alignment.

@inline(__always)
func load(_ p: UnsafePointer<Float>) -> cv_f32 {
    UnsafeRawPointer(p).loadUnaligned(as: cv_f32.self)
}

@inline(__always)
func load(_ p: UnsafeMutablePointer<Float>) -> cv_f32 {
    UnsafeRawPointer(p).loadUnaligned(as: cv_f32.self)
}

@inline(__always)
func store(_ v: cv_f32, _ p: UnsafeMutablePointer<Float>) {
    UnsafeMutableRawPointer(p).storeBytes(of: v, as: cv_f32.self)
}

@inline(__always)
func add(_ v: cv_f32, to p: UnsafeMutablePointer<Float>) {
    store(load(p) + v, p)
}

/// Stores eight vectors `stride` floats apart.
@inline(__always)
func storeEight(_ v: Float8, _ p: UnsafeMutablePointer<Float>, _ stride: Int) {
    store(v.0, p)
    store(v.1, p + stride)
    store(v.2, p + 2 &* stride)
    store(v.3, p + 3 &* stride)
    store(v.4, p + 4 &* stride)
    store(v.5, p + 5 &* stride)
    store(v.6, p + 6 &* stride)
    store(v.7, p + 7 &* stride)
}

/// Sets `count` floats, a multiple of the vector length, to zero.
@inline(__always)
func clear(_ p: UnsafeMutablePointer<Float>, _ count: Int) {
    let zero = cv_f32(repeating: 0)
    var i = 0
    while i < count {
        store(zero, p + i)
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
        let a = load(source + 2 &* i)
        let b = load(source + 2 &* i + lanes32)
        store(cv_even_f32(a, b), even + i)
        store(cv_odd_f32(a, b), odd + i)
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
        let a = load(even + i)
        let b = load(odd + i)
        store(cv_interleave_low_f32(a, b), target + 2 &* i)
        store(cv_interleave_high_f32(a, b), target + 2 &* i + lanes32)
        i &+= lanes32
    }
}
