internal import Dispatch

/// Runs what keeps a processor busy on threads that are not those of Swift's tasks.
enum WorkQueue {
    // Not of default priority: on Linux such queues share their threads with Swift Concurrency.
    private static let queue = DispatchQueue(
        label: "image-enhance.pictures", qos: .userInitiated, attributes: .concurrent)

    static func run<Value: Sendable>(_ work: @escaping @Sendable () -> Value) async -> Value {
        await withCheckedContinuation { continuation in
            queue.async { continuation.resume(returning: work()) }
        }
    }
}
