internal import Synchronization

/// Bounds how many images are processed at once. Further callers wait in FIFO order.
public final class ImageGate: Sendable {
    /// The gate of every `Enhancer` that is given no other: one image per processor core.
    public static let shared = ImageGate(capacity: ThreadBudget.allCores.count)

    /// How many images may be in work at once, at least 1.
    public let capacity: Int
    private let state = Mutex(State())

    /// - Parameter capacity: values below 1 count as 1.
    public init(capacity: Int) {
        self.capacity = max(1, capacity)
    }

    /// Waits for a place; each return must be followed by one `leave()`.
    ///
    /// - Throws: `EnhanceError` with `.cancelled` when the task is cancelled before it got a place.
    func enter() async throws(EnhanceError) {
        let ticket = state.withLock { $0.nextTicket() }
        let entered = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let answer: Bool? = state.withLock { state in
                    // The flag is set before the handler below runs: a task cancelled before it was enqueued is
                    // caught here.
                    if Task.isCancelled { return false }
                    if state.inWork < capacity {
                        state.inWork += 1
                        return true
                    }
                    state.waiting.append(Waiter(ticket: ticket, continuation: continuation))
                    return nil
                }
                if let answer { continuation.resume(returning: answer) }
            }
        } onCancel: {
            state.withLock { $0.removeWaiter(ticket) }?.resume(returning: false)
        }
        guard entered else { throw .cancelled }
    }

    var waitingCount: Int { state.withLock { $0.waiting.count } }

    /// Hands the place to the caller that has waited longest.
    func leave() {
        let next = state.withLock { state -> CheckedContinuation<Bool, Never>? in
            guard !state.waiting.isEmpty else {
                state.inWork -= 1
                return nil
            }
            return state.waiting.removeFirst().continuation
        }
        next?.resume(returning: true)
    }

    private struct Waiter {
        let ticket: Int
        let continuation: CheckedContinuation<Bool, Never>
    }

    private struct State {
        var inWork = 0
        var waiting: [Waiter] = []
        private var tickets = 0

        mutating func nextTicket() -> Int {
            tickets += 1
            return tickets
        }

        mutating func removeWaiter(_ ticket: Int) -> CheckedContinuation<Bool, Never>? {
            guard let index = waiting.firstIndex(where: { $0.ticket == ticket }) else { return nil }
            return waiting.remove(at: index).continuation
        }
    }
}
