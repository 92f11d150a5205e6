/// Hands the tiles of a grid to workers, each with scratch memory of its own.
struct TileScheduler: Sendable {
    let threads: ThreadBudget
    let cancellation: Cancellation?

    /// Calls `body` once for every tile, in any order and on any thread.
    ///
    /// Results must not depend on the order. A serial budget runs on the calling thread, without Dispatch.
    ///
    /// - Parameters:
    ///   - share: of the whole work that the image is, 0 to 1; progress is told as tiles are done.
    ///   - tilesPerWorker: how many tiles are worth waking a thread for (about 2 ms of work).
    ///   - makeScratch: called once a worker, with its number, less than the threads'.
    /// - Throws: `CancellationError` when cancelled; tiles may then be missing, and those that `body` left early.
    func run<Scratch: ~Copyable>(
        _ grid: TileGrid, share: Double = 0, tilesPerWorker: Int = 1, makeScratch: @Sendable (_ worker: Int) -> Scratch,
        body: @Sendable (inout Scratch, Tile) -> Void
    ) throws(CancellationError) {
        let isStopped: @Sendable () -> Bool = { cancellation?.isCancelled == true }
        threads.forEach(
            grid.count, mostWorkers: max(1, grid.count / tilesPerWorker), until: isStopped, makeScratch: makeScratch
        ) { scratch, index in
            body(&scratch, grid[index])
            cancellation?.advance(by: share / Double(grid.count))
        }
        if isStopped() { throw CancellationError() }
    }
}
