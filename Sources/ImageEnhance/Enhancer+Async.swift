internal import Dispatch

extension Enhancer {
    /// Enhances one image off the caller's executor, on one thread unless `parameters.threads` says otherwise.
    ///
    /// At most as many images as the gate allows are in work at once; others wait in the order in which they came.
    /// More than one thread per image may keep other `async` work of the process waiting for as long as this runs.
    /// - Parameter bytes: a whole file.
    /// - Throws: `EnhanceError`; `.cancelled` soon after the task was cancelled.
    public func enhance(_ bytes: [UInt8]) async throws(EnhanceError) -> EnhancedImage {
        try await offExecutor { (cancellation) throws(EnhanceError) in
            try enhance(bytes, threads: .serial, cancellation: cancellation)
        }
    }

    /// Runs `work` behind the gate, on threads that are not those of Swift Concurrency.
    func offExecutor<Result: Sendable>(
        _ work: @escaping @Sendable (Cancellation) throws(EnhanceError) -> Result
    ) async throws(EnhanceError) -> Result {
        try await gate.enter()
        defer { gate.leave() }
        let cancellation = Cancellation()
        let outcome = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                enhancerQueue.async {
                    continuation.resume(returning: Swift.Result { () throws(EnhanceError) in try work(cancellation) })
                }
            }
        } onCancel: {
            cancellation.cancel()
        }
        return try outcome.get()
    }
}

/// Not of default priority: on Linux such queues share their threads with Swift Concurrency, and an image in work
/// would stall every other task of the process.
private let enhancerQueue = DispatchQueue(label: "image-enhance", qos: .userInitiated, attributes: .concurrent)
