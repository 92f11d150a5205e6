/// Memory of one worker, aligned for every vector width, freed with its owner. It begins as zeros.
@safe
struct ScratchMemory: ~Copyable {
    /// One cache line, and one AVX-512 register.
    static let alignment = 64

    let base: UnsafeMutableRawPointer

    init(byteCount: Int) {
        // SAFETY: the block is `byteCount` long, and this value alone frees it.
        unsafe base = .allocate(byteCount: byteCount, alignment: ScratchMemory.alignment)
        unsafe base.initializeMemory(as: UInt8.self, repeating: 0, count: byteCount)
    }

    deinit {
        unsafe base.deallocate()
    }

    /// `byteCount` rounded up so that what follows is aligned too.
    static func aligned(_ byteCount: Int) -> Int {
        (byteCount + alignment - 1) / alignment * alignment
    }
}
