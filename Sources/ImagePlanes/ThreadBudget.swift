#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

/// How many threads one call may use. Results never depend on it.
public struct ThreadBudget: Sendable, Hashable {
    /// 1 to `largest`.
    public let count: Int

    /// More threads than this help no image.
    public static let largest = 1024

    /// Runs on the calling thread alone, without Dispatch.
    public static let serial = ThreadBudget(1)

    /// One thread for every core this process may use, which can be fewer than the machine has: by its affinity, or by the
    /// quota of its container or service (cgroup v1 and v2), of which a part of a core counts as one.
    /// Not for `async` contexts: on Linux the workers are those of Swift Concurrency.
    public static let allCores = ThreadBudget(
        // Foundation knows of v1's quota alone.
        min(ProcessInfo.processInfo.activeProcessorCount, ControlGroup().processorCount ?? .max))

    /// - Parameter count: threads to use; values below 1 count as 1, and those above `largest` as that.
    public init(_ count: Int) {
        self.count = min(max(1, count), ThreadBudget.largest)
    }
}
