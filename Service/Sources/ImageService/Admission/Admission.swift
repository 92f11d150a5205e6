internal import Synchronization

/// Decides who is let in: so many images are in work, so many more wait, none of them longer than a while.
///
/// Who is not let in learns it at once, before anything of the request's body was read.
public final class Admission: Sendable {
    /// Why a request was not let in: the server's load, not the client's fault.
    public enum Refusal: Error, Sendable {
        case queueFull
        case waitedTooLong
        case cancelled
    }

    let places: FairSemaphore
    private let capacity: Int
    private let timeout: Duration
    private let admitted = Mutex(0)

    /// - Parameters:
    ///   - workers: images in work at once, at least 1.
    ///   - queue: how many more may wait, or have their upload under way.
    ///   - timeout: how long one waits.
    public init(workers: Int, queue: Int, timeout: Duration) {
        places = FairSemaphore(capacity: max(1, workers))
        capacity = max(1, workers) + max(0, queue)
        self.timeout = timeout
    }

    /// Images in work.
    public var runningCount: Int { places.inUse }
    /// Requests that were let in and have no place: they wait for one, or for their client's bytes.
    public var waitingCount: Int { max(0, admitted.withLock { $0 } - places.inUse) }

    /// Waits for a place; `Place.leave()` gives it back.
    public func enter() async throws(Refusal) -> Place {
        let isIn = admitted.withLock { count in
            guard count < capacity else { return false }
            count += 1
            return true
        }
        guard isIn else { throw .queueFull }
        do {
            try await places.acquire(1, within: timeout)
        } catch {
            admitted.withLock { $0 -= 1 }
            throw error == .timedOut ? .waitedTooLong : .cancelled
        }
        return Place(of: self)
    }

    /// A place among the images in work.
    public final class Place: Sendable {
        private enum State {
            case held
            case letGo
            case left
        }

        private let admission: Admission
        private let state = Mutex(State.held)

        fileprivate init(of admission: Admission) {
            self.admission = admission
        }

        deinit {
            leave()
        }

        /// Gives the place back for good; nothing the second time.
        public func leave() {
            let old = state.withLock { state in
                defer { state = .left }
                return state
            }
            if old == .left { return }
            admission.admitted.withLock { $0 -= 1 }
            if old == .held { admission.places.release(1) }
        }

        /// Lets others work while a client sends its bytes: a slow upload holds no worker. Who let go still counts
        /// as waiting, so that uploads are bounded as well.
        public func letGo() {
            let wasHeld = state.withLock { state in
                guard state == .held else { return false }
                state = .letGo
                return true
            }
            if wasHeld { admission.places.release(1) }
        }

        /// Takes a place that was let go again, before all who have not had one yet.
        ///
        /// - Throws: `Refusal` with `.cancelled`.
        public func takeAgain() async throws(Refusal) {
            do {
                try await admission.places.acquire(1, first: true)
            } catch {
                throw .cancelled
            }
            state.withLock { $0 = .held }
        }
    }
}
