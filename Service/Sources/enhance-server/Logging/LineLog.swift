internal import Dispatch
internal import Synchronization

#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// Writes lines to standard error, in order, on a thread of its own: whoever reads them slowly slows nobody down.
final class LineLog: Sendable {
    static let standardError = LineLog(descriptor: STDERR_FILENO)

    /// Lines that wait; more are dropped, and their number is told.
    private static let capacity = 10_000

    private let descriptor: Int32
    private let queue = DispatchQueue(label: "image-enhance.log", qos: .userInitiated)
    private let state = Mutex((waiting: 0, dropped: 0))

    init(descriptor: Int32) {
        self.descriptor = descriptor
    }

    /// - Parameter line: without its end.
    func write(_ line: String) {
        let dropped = state.withLock { state -> Int? in
            guard state.waiting < Self.capacity else {
                state.dropped += 1
                return nil
            }
            state.waiting += 1
            defer { state.dropped = 0 }
            return state.dropped
        }
        guard let dropped else { return }
        queue.async { [self] in
            if dropped > 0 { put("\(dropped) lines of the log are lost: they were not read fast enough\n") }
            put(line + "\n")
            state.withLock { $0.waiting -= 1 }
        }
    }

    /// Waits until everything is written, for a second at most.
    func flush() {
        let done = DispatchSemaphore(value: 0)
        queue.async { done.signal() }
        _ = done.wait(timeout: .now() + .seconds(1))
    }

    private func put(_ text: String) {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            // SAFETY: the buffer lives during the call.
            let count = unsafe bytes.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0 && errno == EINTR { continue }
            // Nobody reads it any more, or it does not block and is full.
            guard count > 0 else { return }
            bytes = bytes.dropFirst(count)
        }
    }
}
