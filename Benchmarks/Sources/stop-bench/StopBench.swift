import ArgumentParser
import Foundation
import ImageEnhance
import Synchronization

/// How much CPU time an image still takes after it was cancelled, at moments spread evenly over the work on it.
@main struct StopBench: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stop-bench",
        abstract: "Prints, as a table in Markdown, what CPU time images still take after they were cancelled.")

    @Argument(help: "Images to work on, at the default levels and on all cores.")
    var images: [String]

    @Option(help: "How many moments to cancel at.")
    var moments = 60

    func run() throws {
        print("|image|CPU of the whole|median rest|worst rest|cancelled at|\n|---|---|---|---|---|")
        for path in images {
            let bytes = try [UInt8](Data(contentsOf: URL(fileURLWithPath: path)))
            _ = try rest(of: bytes, after: .infinity)
            let whole = try rest(of: bytes, after: .infinity)
            var rests: [(rest: Double, moment: Double)] = []
            for index in 0..<moments {
                let moment = whole * (Double(index) + 0.5) / Double(moments)
                rests.append((try rest(of: bytes, after: moment), moment))
            }
            rests.sort { $0.rest < $1.rest }
            let (median, worst) = (rests[rests.count / 2], rests[rests.count - 1])
            let name = URL(fileURLWithPath: path).lastPathComponent
            print(
                "|\(name)|\(milliseconds(whole))|\(milliseconds(median.rest))|\(milliseconds(worst.rest))"
                    + "|\(Int(worst.moment / whole * 100)) %|")
        }
    }

    /// CPU seconds of the process from the cancellation on; of the whole work where that ends before.
    private func rest(of bytes: [UInt8], after delay: Double) throws -> Double {
        let cancellation = Cancellation()
        let start = cpuSeconds()
        let watch = Watch()
        let watcherIsDone = DispatchSemaphore(value: 0)
        Thread.detachNewThread {
            while !watch.isDone.load(ordering: .relaxed) && cpuSeconds() - start < delay { usleep(200) }
            watch.cancelled.withLock { $0 = cpuSeconds() }
            cancellation.cancel()
            watcherIsDone.signal()
        }
        do {
            _ = try Enhancer().enhance(bytes, cancellation: cancellation)
        } catch {
            guard error.code == .cancelled else { throw error }
        }
        let end = cpuSeconds()
        watch.isDone.store(true, ordering: .relaxed)
        watcherIsDone.wait()
        return delay == .infinity ? end - start : max(0, end - watch.cancelled.withLock { $0 })
    }

    private func cpuSeconds() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    private func milliseconds(_ seconds: Double) -> String {
        String(format: "%.0f ms", seconds * 1e3)
    }
}

/// What the two threads share.
private final class Watch: Sendable {
    let isDone = Atomic(false)
    /// The process's CPU time when the work was cancelled.
    let cancelled = Mutex(0.0)
}
