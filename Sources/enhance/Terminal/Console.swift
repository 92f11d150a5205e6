internal import ImageEnhance
internal import Synchronization

/// What a run tells the user on standard error: errors and warnings always, a progress line on a terminal, details when asked.
final class Console: Sendable {
    private let verbose: Bool
    private let jsonLines: Bool
    private let progress: Mutex<ProgressLine?>

    init(fileCount: Int, options: BatchOptions) {
        verbose = options.verbose
        jsonLines = options.jsonLines
        let showsProgress =
            fileCount > 1 && !options.quiet && !options.verbose && FileDescriptor.standardError.isTerminal
        progress = Mutex(showsProgress ? ProgressLine(fileCount: fileCount) : nil)
    }

    /// Tells about one file. May be called from several threads.
    func finished(_ report: FileReport) {
        progress.withLock { progress in
            // Where this fails, so does the line with the totals, which is an error.
            if jsonLines { try? FileDescriptor.standardOutput.write(JSONLine.bytes(of: report)) }
            let lines = message(report)
            if !lines.isEmpty { write((progress == nil ? "" : ProgressLine.erase) + lines) }
            if let line = progress?.advanced(at: .now, forced: !lines.isEmpty) { write(line) }
        }
    }

    /// Ends the progress line, and tells about images that were left alone or not begun, and how all went.
    func close(_ report: BatchReport, enhancedBefore: Int) {
        progress.withLock { progress in
            if progress != nil { write(ProgressLine.erase) }
            if enhancedBefore > 0 {
                write("enhance: left alone as enhanced before: \(enhancedBefore); --force does them again\n")
            }
            if report.totals.remaining > 0 {
                write("enhance: interrupted, images not begun: \(report.totals.remaining)\n")
            }
            if let summary = report.summary { write("enhance: \(summary)\n") }
        }
    }

    private func message(_ report: FileReport) -> String {
        if report.status == .failed {
            return "enhance: \(report.input): \(report.error?.message ?? "failed")\n"
        }
        let warnings = report.warnings.map { "enhance: \(report.input): \($0.kind): \($0.message)\n" }.joined()
        guard verbose else { return warnings }
        let hidden = (report.error?.message ?? report.reason).map { " (\($0))" } ?? ""
        let size = report.width.flatMap { width in report.height.map { " \(width)x\($0)" } } ?? ""
        let bytes =
            report.inputBytes.flatMap { input in
                report.outputBytes.map { " \(input) -> \($0) bytes" }
            } ?? ""
        let milliseconds = Int(report.seconds * 1000)
        return warnings
            + "\(report.input) -> \(report.output.map(\.description) ?? ""): \(report.status.rawValue)\(hidden)\(size)\(bytes)"
            + " \(milliseconds) ms\n"
    }

    private func write(_ text: String) {
        // Nobody is left to be told when standard error can't be written to.
        try? FileDescriptor.standardError.write(Array(text.utf8))
    }
}
