internal import Synchronization

/// A flag that asks running work to stop. Filters read it between tiles, codecs between rows.
///
/// `Task.isCancelled` means nothing on the threads that do the work; whoever holds the task sets this instead.
public final class Cancellation: Sendable {
    private let flag = Atomic<Bool>(false)

    public init() {}

    /// Asks all work that was given this object to stop soon.
    public func cancel() {
        flag.store(true, ordering: .relaxed)
    }

    public var isCancelled: Bool {
        flag.load(ordering: .relaxed)
    }

    /// - Throws: `CancellationError` once `cancel()` was called.
    public func check() throws(CancellationError) {
        if isCancelled { throw CancellationError() }
    }
}
