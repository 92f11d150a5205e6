internal import Dispatch
internal import Synchronization

extension ThreadBudget {
    /// Calls `body` once for each of 0..<count, in any order: each worker takes the next index that is left.
    ///
    /// One worker is the calling thread, without Dispatch.
    ///
    /// - Parameters:
    ///   - mostWorkers: how many workers are worth waking, at least 1.
    ///   - isStopped: asked before each index; once it says so, no further one is begun.
    ///   - makeScratch: called once a worker, with its number, less than the budget's count.
    package func forEach<Scratch: ~Copyable>(
        _ count: Int, mostWorkers: Int = .max, until isStopped: @Sendable () -> Bool = { false },
        makeScratch: @Sendable (_ worker: Int) -> Scratch, body: @Sendable (inout Scratch, _ index: Int) -> Void
    ) {
        let next = Atomic(0)
        @Sendable func work(_ worker: Int) {
            var scratch = makeScratch(worker)
            while !isStopped() {
                let index = next.add(1, ordering: .relaxed).oldValue
                guard index < count else { return }
                body(&scratch, index)
            }
        }
        let workers = min(self.count, count, mostWorkers)
        if workers > 1 {
            DispatchQueue.concurrentPerform(iterations: workers, execute: work)
        } else {
            work(0)
        }
    }

    /// As above, for work without scratch memory.
    package func forEach(
        _ count: Int, until isStopped: @Sendable () -> Bool = { false }, body: @Sendable (_ index: Int) -> Void
    ) {
        forEach(count, until: isStopped, makeScratch: { _ in }, body: { _, index in body(index) })
    }

    /// The results of `body` for 0..<count, in order.
    ///
    /// - Throws: the first error in the order of indices, once all are done.
    package func map<Value: Sendable, Failure: Error>(
        _ count: Int, _ body: @Sendable (Int) throws(Failure) -> Value
    ) throws(Failure) -> [Value] {
        let results = Mutex([Result<Value, Failure>?](repeating: nil, count: count))
        forEach(count) { index in
            let result = Result { () throws(Failure) in try body(index) }
            results.withLock { $0[index] = result }
        }
        var values: [Value] = []
        for result in results.withLock({ $0 }) { values.append(try result!.get()) }
        return values
    }
}
