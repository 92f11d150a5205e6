import Foundation
import ImageEnhance
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(10))) struct `One image` {
    let test: CommandTest

    init() throws {
        test = try CommandTest()
    }

    @Test(arguments: SampleFile.images)
    func `an image is enhanced into a file, silently`(file: SampleFile) throws {
        try test.folder.write(file.bytes, to: "in")
        #expect(try test.run(["in", "-o", "out", "--denoise", "2", "--sharpen", "4"]).isSilent())
        let expected = try Enhancer(EnhanceParameters(denoise: 2, sharpen: 4)).enhance(file.bytes).bytes
        #expect(try test.folder.read("out") == expected)
        #expect(try test.folder.read("in") == file.bytes)
    }

    @Test func `the content decides about the format, not the name`() throws {
        try test.folder.write(SampleFile.webp.bytes, to: "in.jpg")
        #expect(try test.run(["in.jpg", "-o", "out"]).isSilent())
        #expect(try ImageFormat(sniffing: test.folder.read("out")) == .webp)
    }

    @Test(arguments: [[], ["--dry-run"], ["--ignore-error"]])
    func `a result is not written under the name of another format, as nothing is converted`(options: [String]) throws {
        try test.folder.write(SampleFile.jpeg.bytes, to: "in.jpg")
        let result = try test.run(["in.jpg", "-o", "out.png"] + options)
        #expect(result.outcome == .exit(2))
        #expect(
            result.errorLines == [
                "enhance: in.jpg: cannot write a JPEG as out.png: formats are not converted; name it .jpg"
            ])
        #expect(try test.folder.files() == ["in.jpg"])
        #expect(try test.run(["in.jpg", "-o", "out.JPE"]).isSilent())
    }

    @Test func `no image goes to a terminal`() throws {
        try test.folder.write(SampleFile.jpeg.bytes, to: "in.jpg")
        let tool = ChildProcess.executable("enhance").path()
        let result = try ChildProcess.run(
            URL(filePath: "/usr/bin/env"), ["script", "-qec", "\(tool) in.jpg -o -", "/dev/null"],
            directory: test.folder.url)
        #expect(result.standardOutputText.contains("standard output is a terminal"))
        #expect(result.standardOutput.count < 400)
    }

    @Test func `a file as large as the picture may need is read, and others are refused when asked`() throws {
        // Larger than the library takes without being asked.
        let header = SampleFile.png.bytes
        try test.folder.write(header + [UInt8](repeating: 0, count: 40 << 20), to: "large.png")
        #expect(try test.run(["large.png", "-o", "a.png"]).outcome == .exit(0))
        for options in [["--max-bytes", "1000000"], ["--max-pixels", "1000000"], ["--max-memory", "100000000"]] {
            let refused = try test.run(["large.png", "-o", "b.png"] + options)
            #expect(refused.outcome == .exit(2))
            #expect(refused.standardError.contains("limit inputBytes is"))
        }
    }

    @Test func `standard input goes to standard output`() throws {
        let result = try test.run(["-", "-o", "-"], input: SampleFile.jpeg.bytes)
        #expect(result.isSilent())
        #expect(try result.standardOutput == Enhancer().enhance(SampleFile.jpeg.bytes).bytes)
    }

    @Test func `an image is replaced in place and keeps its permissions`() throws {
        try test.folder.write(SampleFile.png.bytes, to: "a.png")
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o604], ofItemAtPath: test.folder.file("a.png").path)
        #expect(try test.run(["a.png", "--in-place"]).isSilent())
        #expect(try test.folder.read("a.png") == Enhancer(.inPlace).enhance(SampleFile.png.bytes).bytes)
        #expect(try test.folder.permissions("a.png") == 0o604)
        #expect(try test.folder.files() == ["a.png"])
    }

    @Test func `in place, a link stays and the file behind it is replaced`() throws {
        try test.folder.write(SampleFile.png.bytes, to: "real/a.png")
        try FileManager.default.createSymbolicLink(
            atPath: test.folder.file("link.png").path, withDestinationPath: "real/a.png")
        #expect(try test.run(["link.png", "--in-place"]).isSilent())
        #expect(try test.folder.read("real/a.png") != SampleFile.png.bytes)
        #expect(
            try FileManager.default.destinationOfSymbolicLink(atPath: test.folder.file("link.png").path)
                == "real/a.png")
    }

    @Test func `levels 0 give the same bytes`() throws {
        try test.folder.write(SampleFile.jpeg.bytes, to: "in.jpg")
        #expect(try test.run(["in.jpg", "-o", "out.jpg", "--denoise", "0", "--sharpen", "0"]).isSilent())
        #expect(try test.folder.read("out.jpg") == SampleFile.jpeg.bytes)
    }

    @Test(arguments: [SampleFile.empty, SampleFile.text, SampleFile.headers[0], SampleFile.animatedPNG])
    func `a bad image is one line on standard error, status 2 and no file`(file: SampleFile) throws {
        try test.folder.write(file.bytes, to: "in.jpg")
        let result = try test.run(["in.jpg", "-o", "out.jpg"])
        #expect(result.outcome == .exit(2))
        #expect(result.errorLines.count == 1)
        #expect(result.standardError.hasPrefix("enhance: in.jpg: "))
        #expect(try test.folder.files() == ["in.jpg"])
    }

    @Test(arguments: [SampleFile.empty, SampleFile.text, SampleFile.animatedPNG])
    func `with --ignore-error a bad image is copied, silently`(file: SampleFile) throws {
        try test.folder.write(file.bytes, to: "in.jpg")
        #expect(try test.run(["in.jpg", "-o", "out", "--ignore-error"]).isSilent())
        #expect(try test.folder.read("out") == file.bytes)
    }

    @Test func `an output that can't be written is one line, status 2 and leaves nothing behind`() throws {
        try test.folder.write(SampleFile.png.bytes, to: "a.png")
        for output in ["missing/b.png", "a.png/b.png", "/dev/full", "/proc/b.png"] {
            let result = try test.run(["a.png", "-o", "\(output)"])
            #expect(result.outcome == .exit(2))
            #expect(result.errorLines.count == 1)
            #expect(result.standardError.contains("cannot write \(output): "))
            #expect(try test.folder.files() == ["a.png"])
        }
    }

    @Test func `a device is written to, not replaced`() throws {
        try test.folder.write(SampleFile.png.bytes, to: "a.png")
        let result = try test.run(["a.png", "-o", "/dev/stdout"])
        #expect(result.isSilent())
        #expect(ImageFormat(sniffing: result.standardOutput) == .png)
    }

    @Test func `a link to a deleted file stays a link`() throws {
        try test.folder.write(SampleFile.png.bytes, to: "a.png")
        let link = test.folder.url.appending(path: "link")
        // A link of our own: what goes wrong with /dev/stdout goes wrong for the whole machine.
        try FileManager.default.createSymbolicLink(atPath: link.path(), withDestinationPath: "/proc/self/fd/1")
        let script = #"exec > gone; rm gone; exec "$0" a.png -o link"#
        let result = try ChildProcess.run(
            URL(filePath: "/bin/sh"), ["-c", script, ChildProcess.executable("enhance").path()],
            directory: test.folder.url)
        #expect(result.isSilent())
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link.path()) == "/proc/self/fd/1")
    }

    @Test func `a missing input is one line and status 2`() throws {
        let result = try test.run(["missing.jpg", "-o", "out.jpg"])
        #expect(result.outcome == .exit(2))
        #expect(
            result.standardError
                == "enhance: missing.jpg: cannot read missing.jpg: No such file or directory\n")
    }

    @Test func `times are kept when asked for`() throws {
        try test.folder.write(SampleFile.png.bytes, to: "a.png")
        let date = Date(timeIntervalSince1970: 1_000_000_000)
        try FileManager.default.setAttributes([.modificationDate: date], ofItemAtPath: test.folder.file("a.png").path)
        #expect(try test.run(["a.png", "-o", "b.png", "--preserve-times"]).isSilent())
        let attributes = try FileManager.default.attributesOfItem(atPath: test.folder.file("b.png").path)
        #expect(attributes[.modificationDate] as? Date == date)
    }

    @Test func `a limit on pixels is named`() throws {
        try test.folder.write(SampleFile.png.bytes, to: "a.png")
        let result = try test.run(["a.png", "-o", "b.png", "--max-pixels", "100"])
        #expect(result.outcome == .exit(2))
        #expect(result.standardError.contains("384 pixels; the limit pixels is 100"))
    }

    @Test func `every instruction set gives the same bytes, and unknown ones are refused`() throws {
        try test.folder.write(SampleFile.jpeg.bytes, to: "a.jpg")
        for set in InstructionSet.available {
            #expect(
                try test.run(["a.jpg", "-o", "\(set).jpg"], environment: ["ENHANCE_INSTRUCTION_SET": set.rawValue])
                    .isSilent())
            #expect(try test.folder.read("\(set).jpg") == test.folder.read("baseline.jpg"))
        }
        let result = try test.run(["a.jpg", "-o", "b.jpg"], environment: ["ENHANCE_INSTRUCTION_SET": "mmx"])
        #expect(result.outcome == .exit(64))
        #expect(result.standardError.contains("instruction-set is 'mmx', accepted: baseline"))
    }
}
