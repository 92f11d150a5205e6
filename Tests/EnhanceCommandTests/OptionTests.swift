import Foundation
import ImageEnhance
import TestSupport
import Testing

/// Every option of the tool does what it says: a row for each, which sees it with the user's eyes.
@Suite(.timeLimit(.minutes(10))) struct `Options` {
    private static let samples = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../testdata")

    /// The tool with files to try it on: a noisy JPEG with metadata, one that was cut, and small ones in a tree.
    private struct Trial {
        let test: CommandTest

        init() throws {
            test = try CommandTest()
            let noisy = try [UInt8](Data(contentsOf: samples.appending(path: "jpeg/icc-422.jpg")))
            try test.folder.write(noisy, to: "noisy.jpg")
            try test.folder.write(Array(noisy.prefix(noisy.count / 2)), to: "cut.jpg")
            try test.folder.write(SampleFile.png.bytes, to: "tree/a.png")
            try test.folder.write(SampleFile.png.bytes, to: "tree/deep/b.png")
            try test.folder.write(SampleFile.text.bytes, to: "text.jpg")
            try test.folder.write(Array("noisy.jpg\0".utf8), to: "list")
        }

        func run(_ arguments: String...) throws -> ChildProcess { try test.run(arguments) }

        /// The result for the noisy picture.
        func result(_ arguments: String...) throws -> [UInt8] {
            let run = try test.run(["noisy.jpg", "-o", "-"] + arguments)
            #expect(run.outcome == .exit(0), "\(arguments): \(run.standardError)")
            return run.standardOutput
        }

        /// Whether the option gives the noisy picture another result than none does.
        func changes(_ arguments: String...) throws -> Bool {
            let run = try test.run(["noisy.jpg", "-o", "-"] + arguments)
            return try run.outcome == .exit(0) && run.standardOutput != result()
        }

        /// Whether the options refuse the noisy picture, for the limit of that name.
        func limits(_ arguments: String..., naming limit: String) throws -> Bool {
            let run = try test.run(["noisy.jpg", "-o", "-"] + arguments)
            return run.outcome == .exit(2) && run.standardError.contains("limit \(limit) is")
        }

        func exists(_ path: String) -> Bool {
            FileManager.default.fileExists(atPath: test.folder.file(path).path)
        }

        func link(_ path: String, to target: String) throws {
            try FileManager.default.createSymbolicLink(
                atPath: test.folder.file(path).path, withDestinationPath: target)
        }

        /// The most threads that the tool was seen to have with these arguments.
        func mostThreads(_ arguments: String) throws -> Int {
            let script = """
                "$0" \(arguments) & most=0
                while kill -0 $! 2>/dev/null; do
                    count=$(ls /proc/$!/task 2>/dev/null | wc -l)
                    [ "$count" -gt "$most" ] && most=$count
                done
                echo $most
                """
            let run = try ChildProcess.run(
                URL(filePath: "/bin/sh"), ["-c", script, ChildProcess.executable("enhance").path()],
                directory: test.folder.url)
            return try #require(Int(run.standardOutputText.trimmingCharacters(in: .whitespacesAndNewlines)))
        }

        /// What the tool writes to standard error where that is a terminal.
        func onTerminal(_ arguments: String) throws -> String {
            let run = try ChildProcess.run(
                URL(filePath: "/usr/bin/env"),
                ["script", "-qec", "\(ChildProcess.executable("enhance").path()) \(arguments)", "/dev/null"],
                directory: test.folder.url)
            return run.standardOutputText
        }
    }

    private typealias Check = @Sendable (Trial) throws -> Bool

    /// Whether each option, by its long name, does what it says.
    private static let rows: [String: Check] = [
        "output": { try $0.run("noisy.jpg", "-o", "x.jpg").isSilent() && $0.exists("x.jpg") },
        "output-directory": {
            try $0.run("noisy.jpg", "--output-directory", "x").isSilent() && $0.exists("x/noisy.jpg")
        },
        "in-place": { trial in
            let before = try trial.test.folder.read("noisy.jpg")
            return try trial.run("noisy.jpg", "--in-place").isSilent() && trial.test.folder.read("noisy.jpg") != before
        },
        "force": { trial in
            _ = try trial.run("noisy.jpg", "--in-place")
            let once = try trial.test.folder.read("noisy.jpg")
            return try trial.run("noisy.jpg", "--in-place", "--force").isSilent()
                && trial.test.folder.read("noisy.jpg") != once
        },
        "follow-links": { trial in
            try trial.test.folder.write([1], to: "elsewhere/noisy.jpg")
            try trial.test.folder.write([1], to: "out/other")
            try trial.link("out/noisy.jpg", to: "../elsewhere/noisy.jpg")
            let refused = try trial.run("noisy.jpg", "--output-directory", "out").outcome == .exit(2)
            return try refused && trial.run("noisy.jpg", "--output-directory", "out", "--follow-links").isSilent()
                && trial.test.folder.read("elsewhere/noisy.jpg").count > 1
        },
        "skip-existing": { trial in
            try trial.test.folder.write([1], to: "x.jpg")
            return try trial.run("noisy.jpg", "-o", "x.jpg", "--skip-existing").outcome == .exit(0)
                && trial.test.folder.read("x.jpg") == [1]
        },
        "preserve-times": { trial in
            let old = Date(timeIntervalSince1970: 1_000_000_000)
            try FileManager.default.setAttributes(
                [.modificationDate: old], ofItemAtPath: trial.test.folder.file("noisy.jpg").path)
            _ = try trial.run("noisy.jpg", "-o", "x.jpg", "--preserve-times")
            let written = try FileManager.default.attributesOfItem(atPath: trial.test.folder.file("x.jpg").path)
            return written[.modificationDate] as? Date == old
        },
        "denoise": { try $0.changes("--denoise", "1") && $0.result("--denoise", "3") == $0.result() },
        "sharpen": { try $0.changes("--sharpen", "1") && $0.result("--sharpen", "3") == $0.result() },
        "ignore-error": { trial in
            let run = try trial.run("text.jpg", "-o", "-", "--ignore-error")
            return try run.outcome == .exit(0) && run.standardOutput == trial.test.folder.read("text.jpg")
        },
        "method": { try $0.result("--method", "bilateral") != $0.result("--method", "nlm") },
        "noise-sigma": { try $0.changes("--noise-sigma", "30") },
        "quality": { try $0.result("--quality", "40").count < $0.result("--quality", "95").count },
        "metadata": { trial in
            let (kept, stripped) = try (trial.result(), trial.result("--metadata", "strip"))
            return try ImageDecoder().decode(kept).image.metadata.iccProfile != nil
                && ImageDecoder().decode(stripped).image.metadata.iccProfile == nil
        },
        "max-pixels": { try $0.limits("--max-pixels", "100", naming: "pixels") },
        "suffix": { try $0.run("noisy.jpg", "--suffix", "-x").isSilent() && $0.exists("noisy-x.jpg") },
        "max-bytes": { try $0.limits("--max-bytes", "100", naming: "inputBytes") },
        "base-directory": { trial in
            try trial.test.folder.write(Array("deep/b.png\n".utf8), to: "names")
            return try trial.run("--files-from", "names", "--base-directory", "tree", "--output-directory", "x")
                .isSilent()
                && trial.exists("x/deep/b.png")
        },
        "report": { trial in
            let run = try trial.run("noisy.jpg", "-o", "-", "--json", "--report", "r.json")
            return try run.outcome == .exit(0) && run.standardOutput == trial.result()
                && JSONSerialization.jsonObject(with: Data(trial.test.folder.read("r.json"))) is [String: Any]
        },
        "max-memory": { try $0.limits("--max-memory", "1000", naming: "workingBytes") },
        "timeout": { trial in
            try trial.run("noisy.jpg", "-o", "-", "--timeout", "0.000001").standardError.contains("limit deadline")
        },
        "fail-on": { trial in
            try trial.run("cut.jpg", "-o", "-").outcome == .exit(0)
                && trial.run("cut.jpg", "-o", "-", "--fail-on", "warning").outcome == .exit(2)
        },
        "threads": { trial in
            try trial.mostThreads("noisy.jpg -o x.jpg --threads 1") == 1
                && (ThreadBudget.allCores.count == 1 || trial.mostThreads("noisy.jpg -o x.jpg --threads 4") > 1)
        },
        "jobs": { trial in
            // Images are begun in their order, so one at a time ends in it.
            for name in ["b", "c", "d"] {
                try trial.test.folder.write(SampleFile.png.bytes, to: "many/\(name).png")
            }
            try trial.test.folder.write(trial.test.folder.read("noisy.jpg"), to: "many/a.jpg")
            let run = try trial.run("many", "--output-directory", "x", "--jobs", "1", "--json-lines")
            let order = run.standardOutputText.matches(of: /"input":"many\/(.)/).map { String($0.1) }
            return try order == ["a", "b", "c", "d"]
                && trial.mostThreads("many --output-directory y --threads 1 --jobs 4") > 1
        },
        "recursive": { trial in
            try trial.run("tree", "--output-directory", "x", "--recursive").isSilent() && trial.exists("x/deep/b.png")
        },
        "files-from": { trial in
            try trial.test.folder.write(Array("noisy.jpg\n".utf8), to: "lines")
            return try trial.run("--files-from", "lines", "--output-directory", "x").isSilent()
                && trial.exists("x/noisy.jpg")
        },
        "null": { trial in
            try trial.run("--files-from", "list", "--null", "--output-directory", "x").isSilent()
                && trial.exists("x/noisy.jpg")
        },
        "dry-run": { trial in
            let run = try trial.run("noisy.jpg", "-o", "x.jpg", "--dry-run")
            return run.standardOutputText == "noisy.jpg -> x.jpg\n" && !trial.exists("x.jpg")
        },
        "json": { trial in
            let run = try trial.run("noisy.jpg", "-o", "x.jpg", "--json")
            return try JSONSerialization.jsonObject(with: Data(run.standardOutput)) is [String: Any]
        },
        "json-lines": { trial in
            try trial.run("tree/a.png", "noisy.jpg", "--output-directory", "x", "--json-lines").standardOutputText
                .split(separator: "\n").count == 3
        },
        "quiet": { trial in
            try trial.onTerminal("tree noisy.jpg --output-directory x").contains(" of 2")
                && trial.onTerminal("tree noisy.jpg --output-directory x --quiet").isEmpty
        },
        "verbose": {
            try $0.run("noisy.jpg", "-o", "x.jpg", "--verbose").standardError.contains("noisy.jpg -> x.jpg: processed")
        },
        "contact-sheet": { trial in
            try trial.run("noisy.jpg", "--contact-sheet", "x.png").isSilent()
                && ImageFormat(sniffing: trial.test.folder.read("x.png")) == .png
        },
        "compare": { trial in
            let asked = try trial.run("noisy.jpg", "--compare", "-", "--denoise", "1")
            return try ImageFormat(sniffing: asked.standardOutput) == .png
                && asked.standardOutput != trial.run("noisy.jpg", "--compare", "-").standardOutput
        },
        "crop-size": { trial in
            func width(_ size: String) throws -> Int {
                try ImageHeader(trial.run("noisy.jpg", "--compare", "-", "--crop-size", size).standardOutput).width
            }
            return try width("40") > width("20")
        },
        "profile": { try !$0.run("noisy.jpg", "--profile").standardOutput.isEmpty },
        "version": { try $0.run("--version").standardOutputText == "enhance \(engineVersion)\n" },
        "help": { try $0.run("--help").standardOutputText.hasPrefix("OVERVIEW") },
    ]

    private static let names = rows.keys.sorted()

    @Test func `every option that help lists has a row here`() throws {
        let help = try Trial().run("--help").standardOutputText
        let listed = help.split(separator: "\n").compactMap { line in
            line.firstMatch(of: /^  (?:-\w, )?--([a-z-]+)/).map { String($0.1) }
        }
        #expect(listed.sorted() == Self.names)
    }

    @Test(arguments: names)
    func `each option does what it says`(_ name: String) throws {
        let check = try #require(Self.rows[name])
        let trial = try Trial()
        let isRight = try check(trial)
        #expect(isRight)
    }
}
