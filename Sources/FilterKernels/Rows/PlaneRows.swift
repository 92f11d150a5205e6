internal import CVector

// Rows of samples to rows of floats and back. Every float row must be writable up to the next multiple of the vector
// length (16 floats at most); integer rows are only touched inside `count`.

/// target[i] = source[i] * scale.
@inline(never)
public func widenRow8(
    _ source: UnsafePointer<UInt8>, _ target: UnsafeMutablePointer<Float>, count: Int, scale: Float
) {
    let factor = cv_splat_f32(scale)
    var i = 0
    while i &+ lanes32 <= count {
        store(cv_u8_to_f32(loadU8Half(source + i)) * factor, to: target + i)
        i &+= lanes32
    }
    while i < count {
        target[i] = Float(source[i]) * scale
        i &+= 1
    }
}

/// target[i] = source[i] * scale.
@inline(never)
public func widenRow16(
    _ source: UnsafePointer<UInt16>, _ target: UnsafeMutablePointer<Float>, count: Int, scale: Float
) {
    let factor = cv_splat_f32(scale)
    var i = 0
    while i &+ lanes32 <= count {
        store(cv_u16_to_f32(loadU16Half(source + i)) * factor, to: target + i)
        i &+= lanes32
    }
    while i < count {
        target[i] = Float(source[i]) * scale
        i &+= 1
    }
}

/// target[i] = the sum of samples 2i and 2i + 1 of two rows, times scale.
@inline(never)
public func reduceRows8(
    _ first: UnsafePointer<UInt8>, _ second: UnsafePointer<UInt8>, _ target: UnsafeMutablePointer<Float>, count: Int,
    scale: Float
) {
    let factor = cv_splat_f32(scale)
    let one = cv_splat_u16(1)
    var i = 0
    while i &+ lanes32 <= count {
        let columns = cv_u8_to_u16(loadU8(first + 2 &* i)) &+ cv_u8_to_u16(loadU8(second + 2 &* i))
        store(cv_i32_to_f32(cv_madd_u16(columns, one)) * factor, to: target + i)
        i &+= lanes32
    }
    while i < count {
        let a = Int(first[2 &* i]) &+ Int(first[2 &* i &+ 1])
        let b = Int(second[2 &* i]) &+ Int(second[2 &* i &+ 1])
        target[i] = Float(a &+ b) * scale
        i &+= 1
    }
}

/// The same of 16-bit samples.
@inline(never)
public func reduceRows16(
    _ first: UnsafePointer<UInt16>, _ second: UnsafePointer<UInt16>, _ target: UnsafeMutablePointer<Float>,
    count: Int, scale: Float
) {
    let factor = cv_splat_f32(scale)
    var i = 0
    while i &+ lanes32 <= count {
        let a = loadU16(first + 2 &* i)
        let b = loadU16(second + 2 &* i)
        let sum = cv_even_u16(a) &+ cv_odd_u16(a) &+ (cv_even_u16(b) &+ cv_odd_u16(b))
        store(cv_i32_to_f32(sum) * factor, to: target + i)
        i &+= lanes32
    }
    while i < count {
        let a = Int(first[2 &* i]) &+ Int(first[2 &* i &+ 1])
        let b = Int(second[2 &* i]) &+ Int(second[2 &* i &+ 1])
        target[i] = Float(a &+ b) * scale
        i &+= 1
    }
}

/// target[i] = source[i] * scale, rounded to nearest even and clamped to 0…255.
@inline(never)
public func narrowRow8(
    _ source: UnsafePointer<Float>, _ target: UnsafeMutablePointer<UInt8>, count: Int, scale: Float
) {
    let factor = cv_splat_f32(scale)
    var i = 0
    while i < count {
        store(cv_f32_to_u8(loadF32(source + i) * factor), to: target + i, before: target + count)
        i &+= lanes32
    }
}

/// target[i] = source[i] * scale, rounded to nearest even and clamped to 0…65535.
@inline(never)
public func narrowRow16(
    _ source: UnsafePointer<Float>, _ target: UnsafeMutablePointer<UInt16>, count: Int, scale: Float
) {
    let factor = cv_splat_f32(scale)
    var i = 0
    while i < count {
        store(cv_f32_to_u16(loadF32(source + i) * factor), to: target + i, before: target + count)
        i &+= lanes32
    }
}

/// target[i] += source[i].
@inline(never)
public func addRow(_ source: UnsafePointer<Float>, to target: UnsafeMutablePointer<Float>, count: Int) {
    var i = 0
    while i < count {
        add(loadF32(source + i), to: target + i)
        i &+= lanes32
    }
}

/// target[i] = (source[2i] + source[2i + 1]) * scale; `source` readable up to twice the rounded-up count.
@inline(never)
public func halveRow(
    _ source: UnsafePointer<Float>, _ target: UnsafeMutablePointer<Float>, count: Int, scale: Float
) {
    let factor = cv_splat_f32(scale)
    var i = 0
    while i < count {
        let a = loadF32(source + 2 &* i)
        let b = loadF32(source + 2 &* i + lanes32)
        store((cv_even_f32(a, b) + cv_odd_f32(a, b)) * factor, to: target + i)
        i &+= lanes32
    }
}
