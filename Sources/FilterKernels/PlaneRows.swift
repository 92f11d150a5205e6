internal import CVector

// Rows of samples to rows of floats and back. Every float row must be writable up to the next multiple of the vector
// length (16 floats at most); integer rows are only touched inside `count`.

/// target[i] = source[i] * scale.
@inline(never)
public func widenRow8(
    _ source: UnsafePointer<UInt8>, _ target: UnsafeMutablePointer<Float>, count: Int, scale: Float
) {
    let lanes = Int(CV_LANES32)
    let factor = cv_f32(repeating: scale)
    var i = 0
    while i &+ lanes <= count {
        store(cv_u8_to_f32(UnsafeRawPointer(source + i).loadUnaligned(as: cv_u8_half.self)) * factor, target + i)
        i &+= lanes
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
    let lanes = Int(CV_LANES32)
    let factor = cv_f32(repeating: scale)
    var i = 0
    while i &+ lanes <= count {
        store(cv_u16_to_f32(UnsafeRawPointer(source + i).loadUnaligned(as: cv_u16_half.self)) * factor, target + i)
        i &+= lanes
    }
    while i < count {
        target[i] = Float(source[i]) * scale
        i &+= 1
    }
}

/// target[i] = source[i] * scale, rounded to nearest even and clamped to 0…255.
@inline(never)
public func narrowRow8(
    _ source: UnsafePointer<Float>, _ target: UnsafeMutablePointer<UInt8>, count: Int, scale: Float
) {
    let lanes = Int(CV_LANES32)
    let factor = cv_f32(repeating: scale)
    var i = 0
    while i &+ lanes <= count {
        UnsafeMutableRawPointer(target + i).storeBytes(
            of: cv_f32_to_u8(load(source + i) * factor), as: cv_u8_half.self)
        i &+= lanes
    }
    guard i < count else { return }
    let last = cv_f32_to_u8(load(source + i) * factor)
    var lane = 0
    while i < count {
        target[i] = last[lane]
        i &+= 1
        lane &+= 1
    }
}

/// target[i] = source[i] * scale, rounded to nearest even and clamped to 0…65535.
@inline(never)
public func narrowRow16(
    _ source: UnsafePointer<Float>, _ target: UnsafeMutablePointer<UInt16>, count: Int, scale: Float
) {
    let lanes = Int(CV_LANES32)
    let factor = cv_f32(repeating: scale)
    var i = 0
    while i &+ lanes <= count {
        UnsafeMutableRawPointer(target + i).storeBytes(
            of: cv_f32_to_u16(load(source + i) * factor), as: cv_u16_half.self)
        i &+= lanes
    }
    guard i < count else { return }
    let last = cv_f32_to_u16(load(source + i) * factor)
    var lane = 0
    while i < count {
        target[i] = last[lane]
        i &+= 1
        lane &+= 1
    }
}

/// target[i] += source[i].
@inline(never)
public func addRow(_ source: UnsafePointer<Float>, to target: UnsafeMutablePointer<Float>, count: Int) {
    var i = 0
    while i < count {
        add(load(source + i), to: target + i)
        i &+= Int(CV_LANES32)
    }
}

/// target[i] = (source[2i] + source[2i + 1]) * scale; `source` readable up to twice the rounded-up count.
@inline(never)
public func halveRow(
    _ source: UnsafePointer<Float>, _ target: UnsafeMutablePointer<Float>, count: Int, scale: Float
) {
    let lanes = Int(CV_LANES32)
    let factor = cv_f32(repeating: scale)
    var i = 0
    while i < count {
        let a = load(source + 2 &* i)
        let b = load(source + 2 &* i + lanes)
        store((cv_even_f32(a, b) + cv_odd_f32(a, b)) * factor, target + i)
        i &+= lanes
    }
}
