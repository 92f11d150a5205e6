#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#endif

/// Asks the system to back memory that is about to be filled with large pages: a plane of 12 megapixels is thousands of
/// page faults otherwise. Nothing happens where the system has none to give.
package func adviseLargePages(_ memory: UnsafeMutableRawPointer, byteCount: Int) {
    #if os(Linux)
        let page = 4096
        let start = unsafe memory.alignedUp(toMultipleOf: page)
        let count = unsafe memory + byteCount - start
        guard count >= 4 << 20 else { return }
        // SAFETY: the range lies inside the block; advice changes no contents. It may be refused, which is no error.
        _ = unsafe madvise(start, count, MADV_HUGEPAGE)
    #endif
}
