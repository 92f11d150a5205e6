import Foundation
import TestSupport
import Testing

/// Damaged files, bombs and fuzzers' finds go through the command-line tool, so that a crash is seen from outside.
@Suite(.timeLimit(.minutes(30)), .enabled(if: Corpus.isPresent, "IMAGE_ENHANCE_DATA is not set"))
struct `Hostile files of the data set` {
    private static let files =
        Corpus.files(in: "hostile")
        + Corpus.files.filter { !$0.path.hasPrefix("hostile/") && ![.valid, .recoverable].contains($0.validity) }

    @Test func `the data set has hostile files`() {
        #expect(Self.files.count > 500)
    }

    @Test(arguments: files.batches(of: 30))
    func `a hostile file gives an image or an error, and never a crash`(batch: CorpusBatch) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "hostile-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        // Copies, to be replaced in place; names repeat across the data set's folders.
        let inputs = try batch.files.enumerated().map { index, file in
            let input = folder.appending(path: "\(index)-\(file.url.lastPathComponent)")
            try FileManager.default.copyItem(at: file.url, to: input)
            // The data set may be read-only, and such files are not replaced.
            try FileManager.default.setAttributes(
                [.posixPermissions: 0o644], ofItemAtPath: input.path(percentEncoded: false))
            return input.path(percentEncoded: false)
        }

        // 3 GiB of address space and pixels enough for any photograph: who asks for more fails for it.
        let limited = ["-c", #"ulimit -v 3145728; exec "$0" "$@""#, ChildProcess.executable("enhance").path()]
        let options = ["--in-place", "--denoise", "1", "--sharpen", "1", "--max-pixels", "50000000", "--json"]
        let run = try ChildProcess.run(
            URL(fileURLWithPath: "/bin/sh"), limited + options + inputs, environment: ["SWIFT_BACKTRACE": "enable=no"],
            timeout: 120)

        // All done, some failed, none done.
        let endings: [ChildProcess.Outcome] = [.exit(0), .exit(1), .exit(2)]
        #expect(endings.contains(run.outcome), "\(run.outcome): \(run.standardError.suffix(500))")

        let report = try JSONDecoder().decode(Report.self, from: Data(run.standardOutput))
        #expect(report.files.count == batch.files.count)
        for file in report.files where file.status == "failed" {
            let code = try #require(file.error?.code)
            #expect(["malformedImage", "unsupportedImage", "limitExceeded"].contains(code), "\(file.input)")
        }
    }

    @Test func `a crash would be noticed`() throws {
        let run = try ChildProcess.run(URL(fileURLWithPath: "/bin/sh"), ["-c", "kill -SEGV $$"])
        #expect(run.outcome == .signal(SIGSEGV))
    }

    /// What these tests read of the tool's report.
    private struct Report: Decodable {
        struct File: Decodable {
            struct Failure: Decodable { let code: String }

            let input: String
            let status: String
            let error: Failure?
        }

        let files: [File]
    }
}
