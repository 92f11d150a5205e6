internal import Dispatch
internal import Synchronization

extension ImageGate {
    /// Waits on the calling thread to be let in; who is must call `leave(_:)`.
    ///
    /// - Throws: `EnhanceError`: `.overloaded`, or `.cancelled` within a hundredth of a second.
    func enter(threads: Int, bytes: Int, cancellation: Cancellation?) throws(EnhanceError) -> Admission {
        let call = WaitingCall()
        let ticket = nextTicket()
        request(ticket, threads: threads, bytes: bytes, cancellation: cancellation, answer: call.resume)
        if let cancellation {
            while !call.wait(milliseconds: 10) {
                if cancellation.isCancelled { withdraw(ticket, because: .cancelled) }
            }
        } else {
            call.wait()
        }
        return try call.answer.get()
    }

    /// Waits without a thread to be let in, and does `work` on one that is not of Swift Concurrency: a task that was let
    /// in could otherwise find all of them waiting in synchronous calls, for it to be done.
    ///
    /// - Throws: `EnhanceError`: `.overloaded`, `.cancelled`, or what `work` throws.
    static func run<Value: Sendable>(
        behind gate: ImageGate?, threads: Int, bytes: Int,
        _ work: @escaping @Sendable (_ threads: Int, Cancellation) throws(EnhanceError) -> Value
    ) async throws(EnhanceError) -> Value {
        let cancellation = Cancellation()
        let ticket = gate?.nextTicket() ?? 0
        let outcome = await withTaskCancellationHandler {
            await withCheckedContinuation { (continuation: CheckedContinuation<Result<Value, EnhanceError>, Never>) in
                @Sendable func begin(_ admission: Admission, leave: @escaping @Sendable () -> Void) {
                    enhancerQueue.async {
                        let result = Result { () throws(EnhanceError) in try work(admission.threads, cancellation) }
                        leave()
                        continuation.resume(returning: result)
                    }
                }
                guard let gate else { return begin(Admission(threads: threads, bytes: bytes)) {} }
                gate.request(ticket, threads: threads, bytes: bytes, cancellation: cancellation) { answer in
                    switch answer {
                    case .success(let admission): begin(admission) { gate.leave(admission) }
                    case .failure(let error): continuation.resume(returning: .failure(error))
                    }
                }
            }
        } onCancel: {
            cancellation.cancel()
            gate?.withdraw(ticket, because: .cancelled)
        }
        return try outcome.get()
    }
}

/// Not of default priority: on Linux such queues share their threads with Swift Concurrency, and an image in work
/// would stall every other task of the process.
private let enhancerQueue = DispatchQueue(label: "image-enhance", qos: .userInitiated, attributes: .concurrent)

/// A thread that waits for the gate's answer.
private final class WaitingCall: Sendable {
    private let semaphore = DispatchSemaphore(value: 0)
    private let given = Mutex<ImageGate.Answer?>(nil)

    func resume(_ answer: ImageGate.Answer) {
        given.withLock { $0 = answer }
        semaphore.signal()
    }

    func wait() { semaphore.wait() }

    /// Whether the answer is there.
    func wait(milliseconds: Int) -> Bool {
        semaphore.wait(timeout: .now() + .milliseconds(milliseconds)) == .success
    }

    /// Only after a wait that saw it.
    var answer: ImageGate.Answer { given.withLock { $0! } }
}
