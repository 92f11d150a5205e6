/// The line that shows how far a batch has come: ` 412 of 1280  ████████░░░░░░░░░░░░  38 img/s  22 s left`.
struct ProgressLine {
    /// Goes to the start of the line and clears it.
    static let erase = "\r\u{1B}[K"
    private static let width = 20
    private static let interval = Duration.milliseconds(100)

    private let fileCount: Int
    private let start = ContinuousClock.now
    private var done = 0
    private var drawn: ContinuousClock.Instant?

    init(fileCount: Int) {
        self.fileCount = fileCount
    }

    /// Counts one more file; the text to write, `nil` when the line was drawn only just now.
    mutating func advanced(at now: ContinuousClock.Instant, forced: Bool) -> String? {
        done += 1
        if !forced, let drawn, now - drawn < Self.interval { return nil }
        drawn = now
        return Self.erase + text(elapsed: (now - start).seconds)
    }

    func text(elapsed: Double) -> String {
        let filled = Self.width * done / fileCount
        let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: Self.width - filled)
        let count = String(done)
        let padding = String(repeating: " ", count: max(0, String(fileCount).count - count.count))
        guard done > 0, elapsed > 0 else { return " \(padding)\(count) of \(fileCount)  \(bar)" }
        let rate = Double(done) / elapsed
        let shownRate = rate < 10 ? "\((rate * 10).rounded() / 10)" : "\(Int(rate.rounded()))"
        let left = Int((Double(fileCount - done) / rate).rounded(.up))
        return " \(padding)\(count) of \(fileCount)  \(bar)  \(shownRate) img/s  \(left) s left"
    }
}
