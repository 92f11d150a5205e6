internal import Synchronization

/// Hands out a number of units, first come, first served: nobody who asks for little overtakes who waits for much.
final class FairSemaphore: Sendable {
    /// Why no units were handed out.
    enum Failure: Error {
        case timedOut
        case cancelled
    }

    let capacity: Int
    private let state: Mutex<State>

    init(capacity: Int) {
        self.capacity = capacity
        state = Mutex(State(available: capacity))
    }

    var inUse: Int { state.withLock { capacity - $0.available } }
    var waitingCount: Int { state.withLock { $0.waiters.count } }

    /// Waits for `units`; each return must be followed by one `release` of as many.
    ///
    /// - Parameters:
    ///   - units: at most `capacity`, or the wait never ends.
    ///   - first: whether to wait before everybody else.
    ///   - timeout: `nil` waits without end.
    /// - Throws: `Failure`, also `.cancelled` soon after the task was cancelled.
    func acquire(_ units: Int, first: Bool = false, within timeout: Duration? = nil) async throws(Failure) {
        let ticket = state.withLock { $0.nextTicket() }
        let outcome = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                enqueue(Waiter(ticket: ticket, units: units, continuation: continuation), first, timeout)
            }
        } onCancel: {
            give(up: ticket, .cancelled)
        }
        try outcome.get()
    }

    func release(_ units: Int) {
        let ready = state.withLock { state in
            state.available += units
            return state.takeReady()
        }
        for waiter in ready { waiter.grant() }
    }

    private func enqueue(_ waiter: Waiter, _ first: Bool, _ timeout: Duration?) {
        let answer: Result<Void, Failure>? = state.withLock { state in
            // The flag is set before the cancellation handler runs: who was cancelled too early to be found among the
            // waiters is found out here.
            if Task.isCancelled { return .failure(.cancelled) }
            if (first || state.waiters.isEmpty) && waiter.units <= state.available {
                state.available -= waiter.units
                return .success(())
            }
            if let timeout, timeout <= .zero { return .failure(.timedOut) }
            state.waiters.insert(waiter, at: first ? 0 : state.waiters.endIndex)
            return nil
        }
        if let answer {
            waiter.continuation.resume(returning: answer)
        } else if let timeout {
            waiter.expiry.start { [self] in
                try await Task.sleep(for: timeout)
                give(up: waiter.ticket, .timedOut)
            }
        }
    }

    /// Takes a waiter out of the queue; whom that lets through comes next.
    private func give(up ticket: Int, _ failure: Failure) {
        let (waiter, ready) = state.withLock { state -> (Waiter?, [Waiter]) in
            guard let index = state.waiters.firstIndex(where: { $0.ticket == ticket }) else { return (nil, []) }
            let waiter = state.waiters.remove(at: index)
            return (waiter, state.takeReady())
        }
        waiter?.refuse(failure)
        for waiter in ready { waiter.grant() }
    }

    private struct Waiter: Sendable {
        let ticket: Int
        let units: Int
        let continuation: CheckedContinuation<Result<Void, Failure>, Never>
        let expiry = Expiry()

        func grant() {
            expiry.cancel()
            continuation.resume(returning: .success(()))
        }

        func refuse(_ failure: Failure) {
            expiry.cancel()
            continuation.resume(returning: .failure(failure))
        }
    }

    private struct State {
        var available: Int
        var waiters: [Waiter] = []
        private var tickets = 0

        init(available: Int) {
            self.available = available
        }

        mutating func nextTicket() -> Int {
            tickets += 1
            return tickets
        }

        /// Removes those from the head of the queue for whom there is enough now.
        mutating func takeReady() -> [Waiter] {
            var ready: [Waiter] = []
            while let head = waiters.first, head.units <= available {
                available -= head.units
                ready.append(waiters.removeFirst())
            }
            return ready
        }
    }
}

/// A task that ends a wait, and is itself ended when the wait is over.
private final class Expiry: Sendable {
    private let state = Mutex((task: Task<Void, any Error>?.none, isOver: false))

    func start(_ work: @escaping @Sendable () async throws -> Void) {
        state.withLock { state in
            guard !state.isOver else { return }
            state.task = Task { try await work() }
        }
    }

    func cancel() {
        let task = state.withLock { state in
            state.isOver = true
            return state.task
        }
        task?.cancel()
    }
}
