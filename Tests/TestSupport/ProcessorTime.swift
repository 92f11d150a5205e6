#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// Processor time in seconds that `work` takes on this thread: the least of three runs.
///
/// For ratios of two sizes of work, never for a comparison with a number of seconds.
public func processorSeconds(_ work: () throws -> Void) rethrows -> Double {
    var least = Double.infinity
    for _ in 0..<3 {
        let start = threadSeconds()
        try work()
        least = min(least, threadSeconds() - start)
    }
    return least
}

private func threadSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
}
