internal import Dispatch
internal import Synchronization

/// Hands the tiles of a grid to workers, each with scratch memory of its own.
struct TileScheduler: Sendable {
    let threads: ThreadBudget
    let cancellation: Cancellation?

    /// Calls `body` once for every tile, in any order and on any thread.
    ///
    /// Results must not depend on the order. A serial budget runs on the calling thread, without Dispatch.
    ///
    /// - Parameters:
    ///   - tilesPerWorker: how many tiles are worth waking a thread for (about 2 ms of work).
    ///   - makeScratch: called once a worker, with its number, less than the threads'.
    /// - Throws: `CancellationError` when cancelled before the last tile was begun; tiles are then missing.
    func run<Scratch: ~Copyable>(
        _ grid: TileGrid, tilesPerWorker: Int = 1, makeScratch: @Sendable (_ worker: Int) -> Scratch,
        body: @Sendable (inout Scratch, Tile) -> Void
    ) throws(CancellationError) {
        let next = Atomic(0)
        @Sendable func work(_ worker: Int) {
            var scratch = makeScratch(worker)
            while cancellation?.isCancelled != true {
                let index = next.add(1, ordering: .relaxed).oldValue
                guard index < grid.count else { return }
                body(&scratch, grid[index])
            }
        }
        let workers = min(threads.count, max(1, grid.count / tilesPerWorker))
        if workers == 1 {
            work(0)
        } else {
            DispatchQueue.concurrentPerform(iterations: workers, execute: work)
        }
        if next.load(ordering: .relaxed) < grid.count { throw CancellationError() }
    }

    /// The results of `body` for 0..<count, in order, each made on a thread of its own.
    ///
    /// For short work: it is not cancelled.
    ///
    /// - Parameter count: at most the budget.
    func map<Result: Sendable>(_ count: Int, _ body: @Sendable (Int) -> Result) -> [Result] {
        precondition(count <= threads.count, "more parts than threads")
        guard count > 1 else { return (0..<count).map(body) }
        let results = Mutex([Result?](repeating: nil, count: count))
        DispatchQueue.concurrentPerform(iterations: count) { index in
            let result = body(index)
            results.withLock { $0[index] = result }
        }
        return results.withLock { $0.map { $0! } }
    }
}
