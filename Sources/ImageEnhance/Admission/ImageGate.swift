internal import Dispatch
internal import Synchronization

/// Bounds the work that is done at once, for all callers together: threads, memory, and how many may wait for how long.
///
/// A place is a thread. Every image gets at least one; one that may use more gets those that are free while nobody waits.
/// Memory is the estimate of `ImageHeader.workingBytes(threads:)`.
///
/// Small images go first, but large ones are not starved: who waits is passed by no more work of those who came later
/// than its own, counted in bytes. (The order is that of the times at which the images would be done if each had been
/// begun when it came, as in fair queueing: Demers, Keshav and Shenker, 1989.)
public final class ImageGate: Sendable {
    /// The gate of every `Enhancer` that is given no other: a place for each processor core, and the memory that the
    /// machine or its container has. Nobody is turned away.
    public static let shared = ImageGate(
        capacity: ThreadBudget.allCores.count, workingBytes: SystemMemory.byteCount)

    /// How many threads may be at work at once, at least 1.
    public let capacity: Int
    /// How many bytes the images in work may take together; one that needs more is let in alone.
    public let workingBytes: Int
    /// How many may wait, at least 0. Who comes when as many do is turned away.
    public let queue: Int
    /// How long one waits at most; `nil` where that is not bounded.
    public let patience: Duration?

    private let state = Mutex(State())

    /// - Parameters:
    ///   - capacity: threads; values below 1 count as 1.
    ///   - workingBytes: for all images in work.
    ///   - queue: of images that wait; values below 0 count as 0.
    ///   - patience: after which who still waits is turned away.
    public init(capacity: Int, workingBytes: Int = .max, queue: Int = .max, patience: Duration? = nil) {
        self.capacity = max(1, capacity)
        self.workingBytes = workingBytes
        self.queue = max(0, queue)
        self.patience = patience
    }

    /// How things stand at this moment.
    public var counts: Counts { state.withLock { $0.counts } }

    /// What an image takes while it is in work.
    struct Admission: Sendable {
        let threads: Int
        let bytes: Int
    }

    typealias Answer = Result<Admission, EnhanceError>

    /// Names a request that may be taken back.
    func nextTicket() -> Int { state.withLock { $0.nextTicket() } }

    /// Asks to be let in; who is must call `leave(_:)`.
    ///
    /// - Parameters:
    ///   - threads: that are of use, at least 1.
    ///   - bytes: that the image takes.
    ///   - answer: called once, now or later, on any thread, which it must not keep.
    func request(
        _ ticket: Int, threads: Int, bytes: Int, cancellation: Cancellation?,
        answer: @escaping @Sendable (Answer) -> Void
    ) {
        // What weighs nothing would pass others for ever.
        let waiter = Waiter(ticket: ticket, threads: threads, bytes: max(bytes, 1 << 16), answer: answer)
        let (calls, waits): ([@Sendable () -> Void], Bool) = state.withLock { state in
            // Set before `withdraw` is called: a request that is taken back before it was made is caught here.
            if cancellation?.isCancelled == true { return ([{ answer(.failure(.cancelled)) }], false) }
            state.insert(waiter)
            let admitted = state.admit(within: self)
            guard state.waiting.count > queue, state.remove(ticket) != nil else {
                return (admitted, state.isWaiting(ticket))
            }
            state.counts.refused += 1
            return (admitted + [{ [queue] in answer(.failure(.overloaded("\(queue) images wait already"))) }], false)
        }
        for call in calls { call() }
        guard waits, let patience else { return }
        timerQueue.asyncAfter(deadline: .now() + patience / .seconds(1)) { [self] in
            withdraw(ticket, because: .overloaded("no place for an image within \(patience / .seconds(1)) seconds"))
        }
    }

    /// Takes a request back, if it was not answered yet.
    func withdraw(_ ticket: Int, because error: EnhanceError) {
        let calls: [@Sendable () -> Void] = state.withLock { state in
            guard let waiter = state.remove(ticket) else { return [] }
            if error.code == .overloaded { state.counts.refused += 1 }
            // It may have been all that kept others from their places.
            return [{ waiter.answer(.failure(error)) }] + state.admit(within: self)
        }
        for call in calls { call() }
    }

    /// Gives back what an image took, and lets in who is next.
    func leave(_ admission: Admission) {
        let calls = state.withLock { state in
            state.counts.images -= 1
            state.counts.threads -= admission.threads
            state.counts.workingBytes -= admission.bytes
            return state.admit(within: self)
        }
        for call in calls { call() }
    }
}

/// Nobody works on it, so that it is on time.
private let timerQueue = DispatchQueue(label: "image-enhance.gate", qos: .userInitiated)

extension ImageGate {
    fileprivate struct Waiter: Sendable {
        let ticket: Int
        let threads: Int
        let bytes: Int
        let answer: @Sendable (Answer) -> Void
        /// In bytes let in since the gate was made: when it would be done if it had been begun when it came.
        var turn = 0.0
    }

    fileprivate struct State {
        var counts = Counts()
        /// In the order of their turns.
        private(set) var waiting: [Waiter] = []
        /// Bytes let in since the gate was made.
        private var clock = 0.0
        private var tickets = 0

        mutating func nextTicket() -> Int {
            tickets += 1
            return tickets
        }

        func isWaiting(_ ticket: Int) -> Bool { waiting.contains { $0.ticket == ticket } }

        mutating func insert(_ waiter: Waiter) {
            var waiter = waiter
            waiter.turn = clock + Double(waiter.bytes)
            waiting.insert(waiter, at: waiting.firstIndex { $0.turn > waiter.turn } ?? waiting.endIndex)
            counts.waiting = waiting.count
        }

        mutating func remove(_ ticket: Int) -> Waiter? {
            guard let index = waiting.firstIndex(where: { $0.ticket == ticket }) else { return nil }
            defer { counts.waiting = waiting.count }
            return waiting.remove(at: index)
        }

        /// Lets in whom there is room for, in their order; what to call once the lock is given back.
        mutating func admit(within gate: ImageGate) -> [@Sendable () -> Void] {
            var calls: [@Sendable () -> Void] = []
            while let next = waiting.first, counts.threads < gate.capacity,
                counts.images == 0 || next.bytes <= gate.workingBytes - counts.workingBytes
            {
                waiting.removeFirst()
                let threads = waiting.isEmpty ? min(max(1, next.threads), gate.capacity - counts.threads) : 1
                let admission = Admission(threads: threads, bytes: next.bytes)
                clock += Double(next.bytes)
                counts.images += 1
                counts.threads += threads
                counts.workingBytes += next.bytes
                counts.waiting = waiting.count
                calls.append { next.answer(.success(admission)) }
            }
            return calls
        }
    }
}
