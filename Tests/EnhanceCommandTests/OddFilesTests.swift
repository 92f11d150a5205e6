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

    /// Runs a script whose $0 is the tool, which gets 1 GiB of address space at most.
    private func limited(_ script: String) throws -> ChildProcess {
        try ChildProcess.run(
            URL(filePath: "/bin/sh"),
            ["-c", "ulimit -v 1048576; " + script, ChildProcess.executable("enhance").path()],
            directory: test.folder.url)
    }

    @Test(arguments: ["large.jpg", "- < large.jpg"])
    func `with --ignore-error a file that is too large is copied, not held`(input: String) throws {
        // More than the address space, and most of it a hole.
        let script = #"truncate -s 1500M large.jpg; printf end >> large.jpg; "$0" -o copy.jpg --ignore-error \#(input)"#
        #expect(try limited(script + " && cmp large.jpg copy.jpg").isSilent())
    }

    @Test func `in place a file that is too large stays as it is`() throws {
        let large = [UInt8](repeating: 7, count: 40 << 20)
        try test.folder.write(large, to: "large.jpg")
        #expect(try test.run(["large.jpg", "--in-place", "--ignore-error", "--max-bytes", "1000000"]).isSilent())
        #expect(try test.folder.read("large.jpg") == large)
    }

    @Test func `endless standard input takes no endless memory`() throws {
        // Ends when nobody reads the output any more.
        let result = try limited(#""$0" - -o - --ignore-error < /dev/zero | head -c 2000000000 | wc -c"#)
        #expect(result.standardOutputText == "2000000000\n")
    }

    @Test(arguments: ["2>&-", "1>&- 2>&-", "0<&- 2>&-", "0<&- 1>&- 2>&-"])
    func `a message never goes into a picture where descriptors are closed`(closed: String) throws {
        // Two at once: while a picture is being written, another file fails with a message. It takes many for the two to
        // meet, and they do in half of the runs: without a guard, one in fifty pictures to one in two was spoiled then.
        var pictures: [String] = []
        for index in 1000..<1600 {
            let isPicture = index % 12 == 7
            try test.folder.write((isPicture ? SampleFile.png : SampleFile.text).bytes, to: "in/\(index).png")
            if isPicture { pictures.append("out/\(index).png") }
        }
        let script = #"exec "$0" in --output-directory out --jobs 2 \#(closed)"#
        let right = try Enhancer().enhance(SampleFile.png.bytes).bytes
        for _ in 0..<4 {
            let result = try ChildProcess.run(
                URL(filePath: "/bin/sh"), ["-c", script, ChildProcess.executable("enhance").path()],
                directory: test.folder.url)
            #expect(result.outcome == .exit(1))
            for picture in pictures { #expect(try test.folder.read(picture) == right, "\(picture)") }
        }
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
