internal import COSProtocol
internal import Synchronization

#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// The time as the header `Date` has it, spelled once a second.
enum HTTPClock {
    private static let last = Mutex((seconds: 0, text: ""))

    static var now: String {
        let seconds = time(nil)
        return last.withLock { last in
            if last.seconds != seconds { last = (seconds, HTTPDate.text(seconds)) }
            return last.text
        }
    }
}
