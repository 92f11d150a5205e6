import Foundation
import ImageEnhance
import TestSupport
import Testing

/// Files without an end, pipes, devices, and descriptors that are closed.
@Suite(.timeLimit(.minutes(10))) struct `Odd files` {
    let test: CommandTest

    init() throws {
        test = try CommandTest()
    }

    @Test func `a pipe or a device as input is refused at once`() throws {
        #expect(mkfifo(test.folder.file("pipe").path, 0o600) == 0)
        for input in ["pipe", "/dev/zero"] {
            let result = try test.run([input, "-o", "out.jpg", "--ignore-error"])
            #expect(result.outcome == .exit(2))
            #expect(result.standardError == "enhance: \(input): cannot read \(input): it is no regular file\n")
        }
        #expect(try test.run([".", "-o", "out.jpg"]).outcome == .exit(2))
    }

    @Test func `with --ignore-error a file that is too large is copied, not held`() throws {
        let large = [UInt8](repeating: 7, count: 40 << 20)
        try test.folder.write(large, to: "large.jpg")
        let limited = ["-c", #"ulimit -v 1048576; exec "$0" "$@""#, ChildProcess.executable("enhance").path()]
        for (input, output) in [("large.jpg", "copy.jpg"), ("-", "piped.jpg")] {
            let result = try ChildProcess.run(
                URL(filePath: "/bin/sh"), limited + [input, "-o", output, "--ignore-error"],
                standardInput: input == "-" ? large : [], directory: test.folder.url)
            #expect(result.isSilent())
            #expect(try test.folder.read(output) == large)
        }
        #expect(try test.run(["large.jpg", "--in-place", "--ignore-error"]).isSilent())
        #expect(try test.folder.read("large.jpg") == large)
    }

    @Test func `endless standard input takes no endless memory`() throws {
        // Ends when its output can't be written any more.
        let script = #"ulimit -v 1048576; "$0" - -o /dev/full --ignore-error < /dev/zero"#
        let result = try ChildProcess.run(
            URL(filePath: "/bin/sh"), ["-c", script, ChildProcess.executable("enhance").path()],
            directory: test.folder.url)
        #expect(result.outcome == .exit(2))
        #expect(result.standardError.contains("cannot write /dev/full: No space left on device"))
    }

    @Test func `a message never goes into a picture where standard error is closed`() throws {
        try test.folder.write(SampleFile.png.bytes, to: "a.png")
        try test.folder.write(SampleFile.text.bytes, to: "b.png")
        let script = #"exec "$0" a.png b.png --output-directory out --verbose 2>&-"#
        let result = try ChildProcess.run(
            URL(filePath: "/bin/sh"), ["-c", script, ChildProcess.executable("enhance").path()],
            directory: test.folder.url)
        #expect(result.outcome == .exit(1))
        #expect(try test.folder.read("out/a.png") == Enhancer().enhance(SampleFile.png.bytes).bytes)
    }

    @Test func `a result that nobody gets is an error`() throws {
        try test.folder.write(SampleFile.png.bytes, to: "a.png")
        let result = try ChildProcess.run(
            URL(filePath: "/bin/sh"),
            ["-c", #"exec "$0" a.png -o - >&-"#, ChildProcess.executable("enhance").path()],
            directory: test.folder.url)
        #expect(result.outcome == .exit(2))
        #expect(result.standardError.contains("cannot write standard output"))
    }
}
