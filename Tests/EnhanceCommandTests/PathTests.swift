import Foundation
import ImageEnhance
import TestSupport
import Testing

/// Names of files are bytes, whatever they may look like.
@Suite(.timeLimit(.minutes(10))) struct `Names of files` {
    let test: CommandTest

    init() throws {
        test = try CommandTest()
    }

    /// Writes a file whose name need not be text.
    private func write(_ bytes: [UInt8], name: [UInt8]) throws {
        let path = Array(test.folder.url.path.utf8) + [UInt8(ascii: "/")] + name
        let file = try #require(fopen(path.map(CChar.init(bitPattern:)) + [0], "w"))
        defer { fclose(file) }
        try #require(fwrite(bytes, 1, bytes.count, file) == bytes.count)
    }

    /// Runs a shell's script with the tool as `$0`.
    private func run(_ script: String) throws -> ChildProcess {
        try ChildProcess.run(
            URL(filePath: "/bin/sh"), ["-c", script, ChildProcess.executable("enhance").path()],
            directory: test.folder.url)
    }

    private func names(in directory: String) throws -> String {
        try run("ls -b \(directory)").standardOutputText
    }

    @Test func `names that mean the same characters are two files`() throws {
        for name in ["in/\u{E9}.png", "in/e\u{301}.png"] { try test.folder.write(SampleFile.png.bytes, to: name) }
        #expect(try test.run(["in", "--output-directory", "out"]).isSilent())
        #expect(try run("ls out | wc -l").standardOutputText.trimmingCharacters(in: .whitespaces) == "2\n")
        let named = try run(
            #""$0" "$(printf 'in/\303\251.png')" "$(printf 'in/e\314\201.png')" --output-directory two"#)
        #expect(named.isSilent())
        #expect(try run("ls two | wc -l").standardOutputText.trimmingCharacters(in: .whitespaces) == "2\n")
    }

    @Test func `a name that is no text is found in a directory, taken as an argument and read from a list`() throws {
        try FileManager.default.createDirectory(at: test.folder.file("in"), withIntermediateDirectories: true)
        try write(SampleFile.png.bytes, name: Array("in/a".utf8) + [0xFF] + Array(".png".utf8))
        #expect(try run(#""$0" in --output-directory one"#).isSilent())
        #expect(try run(#""$0" "$(printf 'in/a\377.png')" --output-directory two"#).isSilent())
        #expect(try run(#"printf 'in/a\377.png\n' | "$0" --files-from - --output-directory three"#).isSilent())
        for directory in ["one", "two", "three"] { #expect(try names(in: directory) == "a\\377.png\n") }
        #expect(try run(#""$0" "$(printf 'in/a\377.png')" -o "$(printf 'b\376.png')""#).isSilent())
        #expect(try run(#"test -s "$(printf 'b\376.png')""#).isSilent())
    }

    @Test func `the report spells no two names alike`() throws {
        try FileManager.default.createDirectory(at: test.folder.file("in"), withIntermediateDirectories: true)
        try write(SampleFile.png.bytes, name: Array("in/a".utf8) + [0xFF] + Array(".png".utf8))
        try write(SampleFile.png.bytes, name: Array(#"in/a\xFF.png"#.utf8))
        let report = try test.run(["in", "--output-directory", "out", "--json"]).standardOutputText
        #expect(report.contains(#""in/a\\xFF.png""#))
        #expect(report.contains(#""in/a\\\\xFF.png""#))
    }

    @Test func `links that lead nowhere or round in circles are told`() throws {
        try test.folder.write(SampleFile.png.bytes, to: "in/a.png")
        for (name, destination) in [("in/b.png", "missing.png"), ("in/c.png", "c.png")] {
            try FileManager.default.createSymbolicLink(
                atPath: test.folder.file(name).path, withDestinationPath: destination)
        }
        let result = try test.run(["in", "--output-directory", "out"])
        #expect(result.outcome == .exit(1))
        #expect(result.errorLines.count == 3)
        #expect(result.errorLines.first?.hasPrefix("enhance: in/b.png: ") == true)
        #expect(result.errorLines.dropFirst().first?.hasPrefix("enhance: in/c.png: ") == true)
    }

    @Test func `a message is one short line whatever a name holds`() throws {
        try write(SampleFile.text.bytes, name: Array("a\n\u{1B}[31m\u{202E}.png".utf8))
        let result = try run(#""$0" . --output-directory out"#)
        #expect(result.outcome == .exit(2))
        #expect(result.errorLines.count == 1)
        #expect(result.standardError.hasPrefix(#"enhance: ./a\u{A}\u{1B}[31m\u{202E}.png: "#))
        let long = try test.run([String(repeating: "n", count: 100_000), "-o", "out.png"])
        #expect(long.outcome == .exit(2))
        #expect(long.standardError.utf8.count < 2000)
        let value = try test.run(["a.png", "-o", "out.png", "--method", String(repeating: "v\n", count: 50_000)])
        #expect(value.outcome == .exit(64))
        #expect(value.standardError.utf8.count < 4000)
    }

    @Test func `a list is split at line ends alone, or at NULs`() throws {
        let odd = "a\u{B}\u{C}\u{85}\u{2028}b.png"
        try test.folder.write(SampleFile.png.bytes, to: odd)
        try test.folder.write(SampleFile.png.bytes, to: "c\nd.png")
        let list = Array("\(odd)\n".utf8)
        #expect(try test.run(["--files-from", "-", "--output-directory", "one"], input: list).isSilent())
        let terminated = Array("\(odd)\0c\nd.png\0".utf8)
        #expect(try test.run(["--files-from", "-", "-0", "--output-directory", "two"], input: terminated).isSilent())
        #expect(try test.folder.files().filter { $0.hasPrefix("one/") } == ["one/\(odd)"])
        #expect(try test.folder.files().filter { $0.hasPrefix("two/") }.sorted() == ["two/\(odd)", "two/c\nd.png"])
        let refused = try test.run(["--files-from", "-", "--output-directory", "three"], input: terminated)
        #expect(refused.outcome == .exit(64))
    }
}
