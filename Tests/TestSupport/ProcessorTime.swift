internal import Foundation
internal import Synchronization

/// Processor time in seconds that `work` takes on this thread: the least of some runs.
///
/// For ratios of two pieces of work, never for a comparison with a number of seconds.
public func processorSeconds(runs: Int = 3, _ work: () throws -> Void) rethrows -> Double {
    var least = Double.infinity
    for _ in 0..<runs {
        let start = seconds(CLOCK_THREAD_CPUTIME_ID)
        try work()
        least = min(least, seconds(CLOCK_THREAD_CPUTIME_ID) - start)
    }
    return least
}

/// Processor time in seconds that `work` still takes on this thread after `interrupt`, which another thread calls once
/// the work has taken `delay` seconds; `nil` when the work ends before.
public func processorSeconds(
    after delay: Double, interrupt: @escaping @Sendable () -> Void, _ work: () -> Void
) -> Double? {
    var clock = clockid_t()
    pthread_getcpuclockid(pthread_self(), &clock)
    let (watched, start) = (clock, seconds(clock))
    let watch = Watch()
    let watcherIsDone = DispatchSemaphore(value: 0)
    Thread.detachNewThread {
        while !watch.isDone.load(ordering: .relaxed) {
            guard seconds(watched) - start >= delay else {
                usleep(100)
                continue
            }
            interrupt()
            watch.interrupted.withLock { $0 = seconds(watched) }
            break
        }
        watcherIsDone.signal()
    }
    work()
    let end = seconds(clock)
    watch.isDone.store(true, ordering: .relaxed)
    watcherIsDone.wait()
    return watch.interrupted.withLock { $0 }.map { end - $0 }
}

/// What the two threads share.
private final class Watch: Sendable {
    let isDone = Atomic(false)
    /// The watched thread's time when it was interrupted.
    let interrupted = Mutex<Double?>(nil)
}

private func seconds(_ clock: clockid_t) -> Double {
    var time = timespec()
    clock_gettime(clock, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
}
