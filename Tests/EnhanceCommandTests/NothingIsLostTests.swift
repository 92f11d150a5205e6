import Foundation
import ImageEnhance
import TestSupport
import Testing

/// Damage, links, ends of processes and full disks: what was there is still there, or it is told.
@Suite(.timeLimit(.minutes(10))) struct `Nothing is lost` {
    let test: CommandTest

    init() throws {
        test = try CommandTest()
    }

    private func run(_ script: String) throws -> ChildProcess {
        try ChildProcess.run(
            URL(filePath: "/bin/sh"), ["-c", script, ChildProcess.executable("enhance").path()],
            directory: test.folder.url)
    }

    private let half = Array(SampleFile.jpeg.bytes.prefix(SampleFile.jpeg.bytes.count - 60))

    // MARK: Damage

    @Test func `in place, a picture that lost a part is left alone and has failed, unless asked for`() throws {
        try test.folder.write(half, to: "a.jpg")
        let result = try test.run(["a.jpg", "--in-place"])
        #expect(result.outcome == .exit(2))
        #expect(result.errorLines.count == 1)
        #expect(try test.folder.read("a.jpg") == half)
        #expect(try test.run(["a.jpg", "--in-place", "--fail-on", "error"]).outcome == .exit(0))
        #expect(try test.folder.read("a.jpg") != half)
    }

    @Test func `in place, a picture that is whole is enhanced however odd its file`() throws {
        try test.folder.write(Array(SampleFile.jpeg.bytes.dropLast(2)), to: "a.jpg")
        let result = try test.run(["a.jpg", "--in-place"])
        #expect(result.outcome == .exit(0))
        #expect(result.standardError == "enhance: a.jpg: repair: Premature end of JPEG file\n")
        #expect(try test.folder.read("a.jpg") != Array(SampleFile.jpeg.bytes.dropLast(2)))
    }

    @Test func `damage is told, with its kind`() throws {
        try test.folder.write(half, to: "a.jpg")
        try test.folder.write(SampleFile.jpeg.bytes + [1, 2, 3], to: "b.jpg")
        let result = try test.run(["a.jpg", "b.jpg", "--output-directory", "out", "--json"])
        #expect(result.outcome == .exit(0))
        #expect(result.standardError.contains("enhance: a.jpg: damage: "))
        #expect(result.standardError.contains("enhance: b.jpg: notice: what follows the picture in the file, 3 bytes"))
        #expect(result.standardOutputText.contains(#""kind" : "damage""#))
        #expect(result.standardOutputText.contains(#""kind" : "notice""#))
    }

    @Test(arguments: SampleFile.images) func `what follows a picture in its file is named, and is no damage`(
        file: SampleFile
    ) throws {
        try test.folder.write(file.bytes + [1, 2, 3, 4], to: "a")
        let result = try test.run(["a", "-o", "b", "--fail-on", "warning"])
        #expect(result.outcome == .exit(0))
        #expect(
            result.standardError == "enhance: a: notice: what follows the picture in the file, 4 bytes, was left out\n")
    }

    // MARK: Links in the output directory

    @Test(arguments: [true, false]) func `links never lead out of the output directory unless asked`(
        linksDirectory: Bool
    ) throws {
        try test.folder.write(SampleFile.png.bytes, to: "in/sub/a.png")
        try test.folder.write(SampleFile.text.bytes, to: "elsewhere/a.png")
        try test.folder.write(SampleFile.text.bytes, to: "out/other.txt")
        let script =
            linksDirectory
            ? "ln -s ../elsewhere out/sub" : "mkdir out/sub && ln -s ../../elsewhere/a.png out/sub/a.png"
        #expect(try run(script).isSilent())
        let arguments = ["in", "--recursive", "--output-directory", "out"]
        let result = try test.run(arguments)
        #expect(result.outcome == .exit(2))
        #expect(result.standardError.contains("it is a link in the output directory"))
        #expect(try test.folder.read("elsewhere/a.png") == SampleFile.text.bytes)
        #expect(try test.run(arguments + ["--follow-links"]).isSilent())
        #expect(try test.folder.read("elsewhere/a.png") != SampleFile.text.bytes)
    }

    @Test func `two outputs that a link makes one are refused`() throws {
        try test.folder.write(SampleFile.png.bytes, to: "in/one/a.png")
        try test.folder.write(SampleFile.png.bytes, to: "in/two/a.png")
        #expect(try run("mkdir -p out/one && ln -s one out/two").isSilent())
        let result = try test.run(["in", "--recursive", "--output-directory", "out", "--follow-links"])
        #expect(result.outcome == .exit(64))
        #expect(result.standardError.contains("in/one/a.png and in/two/a.png would both become out/two/a.png"))
    }

    @Test func `the output directory itself may be a link`() throws {
        try test.folder.write(SampleFile.png.bytes, to: "a.png")
        #expect(try run("mkdir real && ln -s real out").isSilent())
        #expect(try test.run(["a.png", "--output-directory", "out"]).isSilent())
        #expect(try test.folder.files().contains("real/a.png"))
    }

    // MARK: Ends

    @Test(arguments: ["KILL", "XCPU"]) func `no temporary file stays whatever ends the process`(signal: String) throws {
        // Copies without an end, so that it is in the middle of writing; no more than 4 GB, whatever goes wrong.
        let script = #"""
            ulimit -f 8000000
            "$0" - -o out.png --ignore-error < /dev/zero & child=$!
            until grep -q "^wchar: [0-9]\{8\}" /proc/$child/io; do sleep 0.01; done
            kill -\#(signal) $child; wait $child; exit 0
            """#
        _ = try run(script)
        #expect(try test.folder.files() == [])
    }

    @Test(arguments: ["TERM", "HUP"]) func `the image in work is finished before a signal ends the run`(signal: String)
        throws
    {
        // More than a pipe holds: once 70,000 bytes are written, some were read, and so the image is in work. The rest
        // comes after the signal.
        let padded = SampleFile.png.bytes + [UInt8](repeating: 0, count: 100_000)
        try test.folder.write(padded, to: "a.png")
        let script = #"""
            mkfifo pipe
            "$0" - -o out.png < pipe & child=$!
            exec 3> pipe
            head -c 70000 a.png >&3
            kill -\#(signal) $child
            tail -c +70001 a.png >&3; exec 3>&-
            wait $child
            """#
        #expect(try run(script).outcome == .exit(0))
        #expect(try test.folder.read("out.png") == Enhancer().enhance(padded).bytes)
    }

    @Test func `a file over the process's quota is an error`() throws {
        try test.folder.write([UInt8](repeating: 7, count: 4096), to: "a.png")
        let result = try run(#"ulimit -f 1; exec "$0" a.png -o b.png --ignore-error"#)
        #expect(result.outcome == .exit(2))
        #expect(try test.folder.files() == ["a.png"])
    }

    // MARK: Reports

    @Test(arguments: ["> /dev/full", ">&-"], ["--json", "--dry-run"])
    func `a report that nobody gets is an error`(redirection: String, option: String) throws {
        try test.folder.write(SampleFile.png.bytes, to: "a.png")
        let result = try run(#""$0" a.png --output-directory out \#(option) \#(redirection)"#)
        #expect(result.outcome == .exit(1))
        #expect(result.standardError.contains("the report is lost: cannot write standard output"))
    }
}
