internal import Dispatch
internal import Synchronization

extension ThreadBudget {
    /// The results of `body` for 0..<count, in order. Each thread takes the next index that is left.
    ///
    /// - Throws: the first error in the order of indices, once all are done.
    package func map<Value: Sendable, Failure: Error>(
        _ count: Int, _ body: @Sendable (Int) throws(Failure) -> Value
    ) throws(Failure) -> [Value] {
        let workers = min(self.count, count)
        var values: [Value] = []
        if workers <= 1 {
            for index in 0..<count { values.append(try body(index)) }
            return values
        }
        let next = Atomic(0)
        let results = Mutex([Result<Value, Failure>?](repeating: nil, count: count))
        DispatchQueue.concurrentPerform(iterations: workers) { _ in
            while true {
                let index = next.add(1, ordering: .relaxed).oldValue
                guard index < count else { return }
                let result = Result { () throws(Failure) in try body(index) }
                results.withLock { $0[index] = result }
            }
        }
        for result in results.withLock({ $0 }) { values.append(try result!.get()) }
        return values
    }
}
