internal import Synchronization

#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

/// Where the server is between its start and its end.
final class ServerState: Sendable {
    enum Readiness: Sendable {
        case starting
        case ready
        case draining
    }

    let startTime = Date.now.timeIntervalSince1970
    private let state = Mutex(Readiness.starting)

    var readiness: Readiness { state.withLock { $0 } }

    func started() {
        state.withLock { if $0 == .starting { $0 = .ready } }
    }

    /// - Returns: whether it was not so before.
    func beganDraining() -> Bool {
        state.withLock { state in
            defer { state = .draining }
            return state != .draining
        }
    }
}
