internal import ImageEnhance

#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

/// What became of all inputs: the document that `--json` prints.
struct BatchReport: Encodable {
    struct Totals: Encodable {
        let files: Int
        let processed: Int
        let original: Int
        let skipped: Int
        let failed: Int
        /// Not begun, because the run was interrupted.
        let remaining: Int
        /// Pictures in input directories of formats that are not read, with how many there are of each.
        let unsupported: [String: Int]
        let inputBytes: Int
        let outputBytes: Int
        let seconds: Double
    }

    let files: [FileReport]
    let totals: Totals

    /// - Parameters:
    ///   - files: in the order of the inputs, without those that were not begun.
    ///   - remaining: how many were not begun.
    ///   - seconds: wall time of the whole run.
    init(files: [FileReport], remaining: Int, unsupported: [String: Int] = [:], seconds: Double) {
        self.files = files
        func count(_ status: FileReport.Status) -> Int { files.count { $0.status == status } }
        totals = Totals(
            files: files.count + remaining, processed: count(.processed), original: count(.original),
            skipped: count(.skipped), failed: count(.failed), remaining: remaining, unsupported: unsupported,
            inputBytes: files.reduce(0) { $0 + ($1.inputBytes ?? 0) },
            outputBytes: files.reduce(0) { $0 + ($1.outputBytes ?? 0) }, seconds: seconds)
    }

    /// 0 all done, 1 some failed, 2 none done. What was left out on request counts as done.
    var exitStatus: Int32 {
        let undone = totals.failed + totals.remaining
        return undone == 0 ? 0 : undone < totals.files ? 1 : 2
    }

    /// A line for each input that `--dry-run` would have processed.
    var plan: String {
        files.filter { $0.status == .planned }
            .map { "\($0.input) -> \($0.output.map(\.description) ?? "")\n" }.joined()
    }

    /// The last line of a batch in which not all was done; `nil` for others.
    var summary: String? {
        guard totals.failed > 0 && totals.files > 1 || !totals.unsupported.isEmpty else { return nil }
        let counts = [
            (totals.processed, "done"), (totals.original, "copied as they are"), (totals.skipped, "skipped"),
            (totals.failed, "failed"), (totals.remaining, "not begun"),
        ]
        let told = counts.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
        let others = totals.unsupported.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }
        let unsupported =
            others.isEmpty ? [] : ["left out, as their format is not supported: \(others.joined(separator: ", "))"]
        return (told + unsupported).joined(separator: "; ")
    }

    func json() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(self), as: UTF8.self)
    }
}
