#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// Memory aligned for every vector width, freed with its owner. It begins as zeros.
@safe
struct ScratchMemory: ~Copyable {
    /// One cache line, and one AVX-512 register.
    static let alignment = 64

    private let block: UnsafeMutableRawPointer
    let base: UnsafeMutableRawPointer

    init(byteCount: Int) {
        // Zeroed by the system: pages that are never touched are never allocated.
        guard let block = unsafe calloc(1, byteCount + ScratchMemory.alignment) else {
            fatalError("no memory for \(byteCount) bytes of scratch")
        }
        unsafe adviseLargePages(block, byteCount: byteCount)
        unsafe self.block = block
        // SAFETY: the block is `alignment` bytes longer than what is used of it, and this value alone frees it.
        unsafe base = block.alignedUp(toMultipleOf: ScratchMemory.alignment)
    }

    deinit {
        unsafe free(block)
    }

    /// `byteCount` rounded up so that what follows is aligned too.
    static func aligned(_ byteCount: Int) -> Int {
        (byteCount + alignment - 1) / alignment * alignment
    }
}

/// The distance between rows of a scratch tile, such that whole vectors may be read and written at a row's end.
///
/// One vector more than `count`, rounded up to whole cache lines for any sample.
func paddedStride(_ count: Int) -> Int {
    (count + 2 * ScratchMemory.alignment - 1) / ScratchMemory.alignment * ScratchMemory.alignment
}
