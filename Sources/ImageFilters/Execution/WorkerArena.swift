/// Memory for all workers of a filter, a block each, that one walk over tiles leaves to the next.
///
/// The system hands out memory in pages and zeroes each when it is first touched: for large planes that is a tenth of
/// the time. Walks therefore share what they have touched.
@safe
final class WorkerArena: @unchecked Sendable {
    // SAFETY: `reserve` runs while no worker does; a worker touches its own block only.
    private var memory = ScratchMemory(byteCount: 0)
    private var blockCount = 0
    private var blockBytes = 0

    /// Sees to it that there are `blocks` blocks of `byteCount` bytes. What blocks held may be lost.
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
