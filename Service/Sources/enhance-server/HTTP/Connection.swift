internal import NIOCore
internal import Synchronization

/// What a connection's channel handlers know and its requests need.
final class Connection: Sendable {
    /// What is lost on the way to the request's type.
    struct Facts: Sendable {
        /// 1 for the connection's first request.
        let number: Int
        /// Every `Host` header.
        let hosts: [String]
        /// Whether the client waits to be told before it sends its body.
        let expectsContinue: Bool
        let arrival: ContinuousClock.Instant
    }

    private struct State {
        var facts: [Facts] = []
        var completeRequests = 0
        var isGone = false
        var departures: [Int: @Sendable () -> Void] = [:]
        var sendContinue: (@Sendable () -> Void)?
        var numbers = 0
    }

    /// The client's address without its port.
    let remoteAddress: String
    private let state = Mutex(State())

    init(remoteAddress: String) {
        self.remoteAddress = remoteAddress
    }

    // MARK: For the channel handlers

    /// - Parameter sendContinue: tells the client to send the body of its request.
    func open(sendContinue: @escaping @Sendable () -> Void) {
        state.withLock { $0.sendContinue = sendContinue }
    }

    func requestArrived(_ facts: Facts) {
        state.withLock { $0.facts.append(facts) }
    }

    func requestCompleted() {
        state.withLock { $0.completeRequests += 1 }
    }

    /// The client hung up.
    func clientLeft() {
        let departures = state.withLock { state in
            state.isGone = true
            state.sendContinue = nil
            defer { state.departures = [:] }
            return state.departures.values
        }
        for departure in departures { departure() }
    }

    // MARK: For requests

    /// What is known of the next request; each is asked for once, in order.
    func nextFacts() -> Facts? {
        state.withLock { $0.facts.isEmpty ? nil : $0.facts.removeFirst() }
    }

    /// Tells a client that waits for it to send its request's body.
    func askForBody(_ facts: Facts) {
        guard facts.expectsContinue else { return }
        state.withLock { $0.sendContinue }?()
    }

    /// Whether a request's body arrived to its end. A connection that breaks ends a body too.
    func isComplete(_ facts: Facts) -> Bool {
        state.withLock { $0.completeRequests >= facts.number }
    }

    /// Runs `work` until it is done or the client hangs up, which cancels it.
    func whileConnected<Result: Sendable>(
        _ work: @escaping @Sendable () async throws -> Result
    ) async throws -> Result {
        let task = Task { try await work() }
        let number = register { task.cancel() }
        defer { state.withLock { _ = $0.departures.removeValue(forKey: number) } }
        return try await withTaskCancellationHandler {
            try await task.value
        } onCancel: {
            task.cancel()
        }
    }

    private func register(_ departure: @escaping @Sendable () -> Void) -> Int {
        let (number, isGone) = state.withLock { state in
            state.numbers += 1
            if !state.isGone { state.departures[state.numbers] = departure }
            return (state.numbers, state.isGone)
        }
        if isGone { departure() }
        return number
    }
}
