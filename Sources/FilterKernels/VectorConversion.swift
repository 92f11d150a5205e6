internal import CVector

// Rows of samples to Float and back. Reads and Float writes go to the end of the last vector.

@inline(never)
public func floatsFromBytes(
    source: UnsafePointer<UInt8>, output: UnsafeMutablePointer<Float>, count: Int
) {
    var x = 0
    while x < count {
        store(cv_u8_to_f32(loadU8Half(source + x)), to: output + x)
        x &+= lanes32
    }
}

@inline(never)
public func floatsFromWords(
    source: UnsafePointer<UInt16>, output: UnsafeMutablePointer<Float>, count: Int
) {
    var x = 0
    while x < count {
        store(cv_u16_to_f32(loadU16Half(source + x)), to: output + x)
        x &+= lanes32
    }
}

/// Rounded to nearest, ties to even, clamped to 0…255.
@inline(never)
public func bytesFromFloats(
    source: UnsafePointer<Float>, output: UnsafeMutablePointer<UInt8>, count: Int
) {
    var x = 0
    while x < count {
        store(cv_f32_to_u8(loadF32(source + x)), to: output + x, before: output + count)
        x &+= lanes32
    }
}

/// Rounded to nearest, ties to even, clamped to 0…65535.
@inline(never)
public func wordsFromFloats(
    source: UnsafePointer<Float>, output: UnsafeMutablePointer<UInt16>, count: Int
) {
    var x = 0
    while x < count {
        store(cv_f32_to_u16(loadF32(source + x)), to: output + x, before: output + count)
        x &+= lanes32
    }
}
