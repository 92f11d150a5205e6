internal import Dispatch

/// Runs what waits for a disk on threads that may wait: those of Swift's tasks must not.
enum BlockingWork {
    private static let queue = DispatchQueue(
        label: "image-enhance.object-store", qos: .userInitiated, attributes: .concurrent)

    static func run<Value: Sendable>(
        _ work: @escaping @Sendable () throws(StoreError) -> Value
    ) async throws(StoreError) -> Value {
        let result = await withCheckedContinuation { continuation in
            queue.async {
                continuation.resume(returning: Result { () throws(StoreError) in try work() })
            }
        }
        return try result.get()
    }
}
