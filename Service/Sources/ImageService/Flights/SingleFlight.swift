internal import Synchronization

/// Joins clients that want the same thing at the same time: one does the work, all get its result.
///
/// The work goes on until the last client has gone. Nothing is kept: who comes after the result starts anew.
public final class SingleFlight<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    private typealias Client = CheckedContinuation<(value: Value, isShared: Bool), any Error>

    private let state = Mutex(State())

    public init() {}

    /// The result of `work` under `key`, of an equal client's where one is under way.
    ///
    /// - Returns: also whether somebody else's work it was.
    /// - Throws: what `work` throws, or `CancellationError` as soon as the task is cancelled, although the work goes
    ///   on for others.
    public func value(
        for key: Key, _ work: @escaping @Sendable () async throws -> Value
    ) async throws -> (value: Value, isShared: Bool) {
        let client = state.withLock { $0.nextNumber() }
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                join(key, client, continuation, work)
            }
        } onCancel: {
            leave(key, client)
        }
    }

    /// Clients that wait for the result under `key` now.
    func clientCount(of key: Key) -> Int { state.withLock { $0.flights[key]?.clients.count ?? 0 } }

    private func join(
        _ key: Key, _ client: Int, _ continuation: Client,
        _ work: @escaping @Sendable () async throws -> Value
    ) {
        let isIn = state.withLock { state in
            // As in `FairSemaphore`: who was cancelled before he could be found here.
            if Task.isCancelled { return false }
            if state.flights[key] == nil {
                let number = state.nextNumber()
                let task = Task { [self] in
                    do {
                        land(key, number, .success(try await work()))
                    } catch {
                        land(key, number, .failure(error))
                    }
                }
                state.flights[key] = Flight(number: number, leader: client, task: task)
            }
            state.flights[key]?.clients[client] = continuation
            return true
        }
        if !isIn { continuation.resume(throwing: CancellationError()) }
    }

    private func leave(_ key: Key, _ client: Int) {
        let (continuation, abandoned) = state.withLock { state -> (Client?, Task<Void, Never>?) in
            guard let continuation = state.flights[key]?.clients.removeValue(forKey: client) else { return (nil, nil) }
            guard let flight = state.flights[key], flight.clients.isEmpty else { return (continuation, nil) }
            state.flights[key] = nil
            return (continuation, flight.task)
        }
        abandoned?.cancel()
        continuation?.resume(throwing: CancellationError())
    }

    /// - Parameter number: tells a flight that all have left from the next one under its key.
    private func land(_ key: Key, _ number: Int, _ result: Result<Value, any Error>) {
        let flight = state.withLock { state -> Flight? in
            guard let flight = state.flights[key], flight.number == number else { return nil }
            state.flights[key] = nil
            return flight
        }
        for (client, continuation) in flight?.clients ?? [:] {
            continuation.resume(with: result.map { ($0, client != flight?.leader) })
        }
    }

    private struct Flight {
        let number: Int
        /// The client that came first.
        let leader: Int
        let task: Task<Void, Never>
        var clients: [Int: Client] = [:]
    }

    private struct State {
        var flights: [Key: Flight] = [:]
        private var numbers = 0

        mutating func nextNumber() -> Int {
            numbers += 1
            return numbers
        }
    }
}
