internal import Synchronization

/// A flag that asks running work to stop. Filters read it between tiles, codecs between rows.
///
/// `Task.isCancelled` means nothing on the threads that do the work; whoever holds the task sets this instead.
public final class Cancellation: Sendable {
    private let flag = Atomic<Bool>(false)
    private let other: Cancellation?
    private let deadline: ContinuousClock.Instant?

    public convenience init() {
        self.init(nil, deadline: nil)
    }

    /// Stops work as `other` does, and once the deadline has passed.
    package init(_ other: Cancellation?, deadline: ContinuousClock.Instant?) {
        self.other = other
        self.deadline = deadline
    }

    /// Asks all work that was given this object to stop soon.
    public func cancel() {
        flag.store(true, ordering: .relaxed)
    }

    public var isCancelled: Bool {
        flag.load(ordering: .relaxed) || other?.isCancelled == true || isPastDeadline
    }

    package var isPastDeadline: Bool {
        deadline.map { $0 <= .now } ?? false
    }

    /// - Throws: `CancellationError` once `cancel()` was called.
    public func check() throws(CancellationError) {
        if isCancelled { throw CancellationError() }
    }
}
