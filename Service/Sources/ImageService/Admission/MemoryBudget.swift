internal import Synchronization

/// Bytes that images in work may take all together, first come, first served.
public final class MemoryBudget: Sendable {
    public enum Refusal: Error, Sendable {
        /// More than the whole budget: it will never be there.
        case neverEnough
        case waitedTooLong
        case cancelled
    }

    /// The whole budget in bytes.
    public let bytes: Int
    let semaphore: FairSemaphore

    public init(bytes: Int) {
        self.bytes = bytes
        semaphore = FairSemaphore(capacity: bytes)
    }

    public var reservedBytes: Int { semaphore.inUse }

    /// Waits until `bytes` of the budget are free; they are again when what is returned goes away.
    ///
    /// - Parameter timeout: `nil` waits without end.
    public func reserve(_ bytes: Int, within timeout: Duration?) async throws(Refusal) -> Reservation {
        guard bytes <= self.bytes else { throw .neverEnough }
        do {
            try await semaphore.acquire(bytes, within: timeout)
        } catch {
            throw error == .timedOut ? .waitedTooLong : .cancelled
        }
        return Reservation(bytes, of: semaphore)
    }

    /// Bytes of the budget that somebody holds, for as long as a reference to this lives.
    public final class Reservation: Sendable {
        private let semaphore: FairSemaphore
        private let held: Mutex<Int>

        fileprivate init(_ bytes: Int, of semaphore: FairSemaphore) {
            self.semaphore = semaphore
            held = Mutex(bytes)
        }

        deinit {
            semaphore.release(held.withLock { $0 })
        }

        /// Gives back all but `bytes`.
        public func shrink(to bytes: Int) {
            let freed = held.withLock { held in
                let freed = max(0, held - bytes)
                held -= freed
                return freed
            }
            if freed > 0 { semaphore.release(freed) }
        }
    }
}
