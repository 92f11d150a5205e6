/// Memory for all workers of a filter, a block each, that one walk over tiles leaves to the next.
///
/// The system zeroes each page when it is first touched: for large planes that is a tenth of the time. Walks
/// therefore reuse the same memory.
@safe
final class WorkerArena: @unchecked Sendable {
    // SAFETY: `reserve` runs while no worker does; a worker touches its own block only.
    private var memory = ScratchMemory(byteCount: 0)
    private var blockCount = 0
    private var blockBytes = 0

    /// Ensures capacity for `blocks` blocks of `byteCount` bytes; contents are not preserved.
    func reserve(blocks: Int, byteCount: Int) {
        guard blocks > blockCount || byteCount > blockBytes else { return }
        blockCount = max(blocks, blockCount)
        blockBytes = max(ScratchMemory.aligned(byteCount), blockBytes)
        // The old memory goes before the new comes.
        memory = ScratchMemory(byteCount: 0)
        memory = ScratchMemory(byteCount: blockBytes * blockCount)
    }

    /// The block of a worker, 0 and up.
    func block(_ worker: Int) -> UnsafeMutableRawPointer {
        precondition(worker < blockCount, "more workers than there are blocks")
        return unsafe memory.base + worker * blockBytes
    }
}
