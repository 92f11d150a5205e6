internal import CVector

// Kernels address memory by raw pointers and byte offsets; these name the loads and stores of whole vectors.

/// 16-bit lanes of a vector: 8, 16 or 32.
@inline(__always) var lanes16: Int { Int(CV_LANES16) }
/// 32-bit lanes of a vector: 4, 8 or 16.
@inline(__always) var lanes32: Int { Int(CV_LANES32) }
/// Bytes of a vector: 16, 32 or 64.
@inline(__always) var vectorBytes: Int { Int(CV_LANES16) &* 2 }

@inline(__always) func loadU8(_ address: UnsafeRawPointer) -> cv_u8 { address.loadUnaligned(as: cv_u8.self) }
@inline(__always) func loadU8Half(_ address: UnsafeRawPointer) -> cv_u8_half {
    address.loadUnaligned(as: cv_u8_half.self)
}
@inline(__always) func loadU16(_ address: UnsafeRawPointer) -> cv_u16 { address.loadUnaligned(as: cv_u16.self) }
/// The address is a multiple of `vectorBytes`: SSE2 then needs no instruction of its own for the load.
@inline(__always) func loadAlignedU16(_ address: UnsafeRawPointer) -> cv_u16 { address.load(as: cv_u16.self) }
@inline(__always) func loadU16Half(_ address: UnsafeRawPointer) -> cv_u16_half {
    address.loadUnaligned(as: cv_u16_half.self)
}
@inline(__always) func loadI16(_ address: UnsafeRawPointer) -> cv_i16 { address.loadUnaligned(as: cv_i16.self) }
/// The address is a multiple of `vectorBytes`.
@inline(__always) func loadAlignedI16(_ address: UnsafeRawPointer) -> cv_i16 { address.load(as: cv_i16.self) }
@inline(__always) func loadI32(_ address: UnsafeRawPointer) -> cv_i32 { address.loadUnaligned(as: cv_i32.self) }
/// The address is a multiple of `vectorBytes`.
@inline(__always) func loadAlignedF32(_ address: UnsafeRawPointer) -> cv_f32 { address.load(as: cv_f32.self) }
@inline(__always) func loadF32(_ address: UnsafeRawPointer) -> cv_f32 { address.loadUnaligned(as: cv_f32.self) }

@inline(__always) func store(_ vector: cv_u16, to address: UnsafeMutableRawPointer) {
    address.storeBytes(of: vector, as: cv_u16.self)
}
@inline(__always) func store(_ vector: cv_i32, to address: UnsafeMutableRawPointer) {
    address.storeBytes(of: vector, as: cv_i32.self)
}
@inline(__always) func store(_ vector: cv_f32, to address: UnsafeMutableRawPointer) {
    address.storeBytes(of: vector, as: cv_f32.self)
}

/// Stores what of `vector` lies before `end`.
@inline(__always)
func store(_ vector: cv_u8_half, to address: UnsafeMutablePointer<UInt8>, before end: UnsafeMutablePointer<UInt8>) {
    if address + lanes32 <= end {
        UnsafeMutableRawPointer(address).storeBytes(of: vector, as: cv_u8_half.self)
    } else {
        cv_store_first_u8_half(address, vector, end - address)
    }
}
/// Stores what of `vector` lies before `end`.
@inline(__always)
func store(_ vector: cv_u16_half, to address: UnsafeMutablePointer<UInt16>, before end: UnsafeMutablePointer<UInt16>) {
    if address + lanes32 <= end {
        UnsafeMutableRawPointer(address).storeBytes(of: vector, as: cv_u16_half.self)
    } else {
        cv_store_first_u16_half(address, vector, end - address)
    }
}
