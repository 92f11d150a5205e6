internal import Synchronization

/// A flag that asks running work to stop. Filters read it between tiles, codecs between rows. Who wants to hears through
/// it how far the work is.
///
/// `Task.isCancelled` means nothing on the threads that do the work; whoever holds the task sets this instead.
public final class Cancellation: Sendable {
    private let flag = Atomic<Bool>(false)
    private let other: Cancellation?
    private let deadline: ContinuousClock.Instant?
    private let onProgress: (@Sendable (Double) -> Bool)?
    private let done = Mutex(0.0)

    public convenience init() {
        self.init(nil, deadline: nil)
    }

    /// For one piece of work, that of one image.
    ///
    /// - Parameters:
    ///   - other: stops this work too.
    ///   - onProgress: told the share of the work that is done, 0 to 1, ever more and in the end 1, between tiles; `false`
    ///     as answer stops the work. Called from the threads that do the work, one at a time, which wait for it.
    public init(_ other: Cancellation? = nil, onProgress: @escaping @Sendable (Double) -> Bool) {
        self.other = other
        deadline = nil
        self.onProgress = onProgress
    }

    /// Stops work as `other` does, and once the deadline has passed.
    package init(_ other: Cancellation?, deadline: ContinuousClock.Instant?) {
        self.other = other
        self.deadline = deadline
        onProgress = nil
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

    /// Says that a share of the work is done that was not done before.
    package func advance(by share: Double) {
        report { $0 + share }
    }

    /// Says that the first so much of the work is done.
    package func advance(to share: Double) {
        report { max($0, share) }
    }

    private func report(_ advanced: (Double) -> Double) {
        other?.report(advanced)
        guard let onProgress else { return }
        // Told under the lock, so that no smaller share is told after a larger one.
        done.withLock {
            $0 = min(1, advanced($0))
            if !onProgress($0) { cancel() }
        }
    }

    /// - Throws: `CancellationError` once `cancel()` was called.
    public func check() throws(CancellationError) {
        if isCancelled { throw CancellationError() }
    }
}
