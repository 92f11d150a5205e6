import Foundation
import ImageEnhance
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(10))) struct `Batches` {
    let test: CommandTest

    init() throws {
        test = try CommandTest()
        try test.folder.write(SampleFile.jpeg.bytes, to: "photos/a.JPG")
        try test.folder.write(SampleFile.png.bytes, to: "photos/deep/er/b.png")
        try test.folder.write(SampleFile.webp.bytes, to: "photos/deep/c.webp")
        try test.folder.write(SampleFile.text.bytes, to: "photos/notes.txt")
        try test.folder.write(SampleFile.png.bytes, to: "photos/.hidden/d.png")
    }

    @Test(arguments: [1, 2, 5]) func `the tree is kept in the output directory`(jobs: Int) throws {
        #expect(try test.run(["photos/", "--recursive", "--output-directory", "out", "--jobs", "\(jobs)"]).isSilent())
        let written = try test.folder.files().filter { $0.hasPrefix("out/") }
        #expect(written == ["out/a.JPG", "out/deep/c.webp", "out/deep/er/b.png"])
        #expect(try test.folder.read("out/deep/er/b.png") == Enhancer().enhance(SampleFile.png.bytes).bytes)
    }

    @Test func `without --recursive only the images directly inside are taken`() throws {
        #expect(try test.run(["photos", "--output-directory", "out"]).isSilent())
        #expect(try test.folder.files().filter { $0.hasPrefix("out/") } == ["out/a.JPG"])
    }

    @Test func `results of an earlier run inside the input directory are no inputs`() throws {
        for _ in 0..<2 {
            #expect(try test.run(["photos", "--recursive", "--output-directory", "photos/out"]).isSilent())
        }
        let written = try test.folder.files().filter { $0.hasPrefix("photos/out/") }
        #expect(written == ["photos/out/a.JPG", "photos/out/deep/c.webp", "photos/out/deep/er/b.png"])
    }

    @Test func `links to directories are not followed`() throws {
        try test.folder.write(SampleFile.png.bytes, to: "elsewhere/e.png")
        try FileManager.default.createSymbolicLink(
            atPath: test.folder.file("photos/link").path, withDestinationPath: "../elsewhere")
        #expect(try test.run(["photos", "--recursive", "--output-directory", "out"]).isSilent())
        #expect(try test.folder.files().filter { $0.hasPrefix("out/") }.count == 3)
    }

    @Test func `one bad image does not stop the others`() throws {
        try test.folder.write(SampleFile.text.bytes, to: "photos/bad.jpg")
        let result = try test.run(["photos", "--recursive", "--output-directory", "out"])
        #expect(result.outcome == .exit(1))
        #expect(result.errorLines.count == 2)
        #expect(result.errorLines.last == "enhance: 3 done; 1 failed")
        #expect(result.standardError.hasPrefix("enhance: photos/bad.jpg: "))
        #expect(try test.folder.files().filter { $0.hasPrefix("out/") }.count == 3)
    }

    @Test func `when nothing succeeds the status is 2`() throws {
        try test.folder.write(SampleFile.text.bytes, to: "x.jpg")
        let result = try test.run(["x.jpg", "missing.jpg", "empty", "--output-directory", "out"])
        #expect(result.outcome == .exit(2))
        #expect(result.errorLines.count == 4)
    }

    @Test func `a directory without images is reported`() throws {
        try test.folder.write(SampleFile.text.bytes, to: "papers/x.txt")
        let result = try test.run(["papers", "--in-place"])
        #expect(result.outcome == .exit(2))
        #expect(result.standardError.contains("enhance: papers: no JPEG, PNG or WebP file in this directory"))
    }

    @Test func `inputs named twice are enhanced once`() throws {
        let once = try Enhancer(.inPlace).enhance(SampleFile.jpeg.bytes).bytes
        #expect(try test.run(["photos/a.JPG", "photos", "./photos/a.JPG", "--in-place"]).isSilent())
        #expect(try test.folder.read("photos/a.JPG") == once)
    }

    @Test func `existing outputs are skipped when asked for`() throws {
        try test.folder.write(SampleFile.text.bytes, to: "out/a.JPG")
        let result = try test.run(["photos", "--recursive", "--output-directory", "out", "--skip-existing", "--json"])
        #expect(result.isSilent())
        #expect(try test.folder.read("out/a.JPG") == SampleFile.text.bytes)
        #expect(try test.folder.read("out/deep/c.webp") != SampleFile.webp.bytes)
        #expect(result.standardOutputText.contains(#""skipped" : 1"#))
        // What was changed since is done anew.
        try FileManager.default.setAttributes(
            [.modificationDate: Date(timeIntervalSinceNow: -3600)], ofItemAtPath: test.folder.file("out/a.JPG").path)
        #expect(
            try test.run(["photos/a.JPG", "--output-directory", "out", "--skip-existing"]).isSilent()
                && test.folder.read("out/a.JPG") != SampleFile.text.bytes)
    }

    @Test func `with a suffix, results are beside their inputs, and are no inputs themselves`() throws {
        let arguments = ["photos", "--recursive", "--suffix", "-better"]
        #expect(try test.run(arguments).isSilent())
        let results = ["photos/a-better.JPG", "photos/deep/c-better.webp", "photos/deep/er/b-better.png"]
        let files = try test.folder.files()
        #expect(files.filter { $0.contains("better") } == results)
        #expect(try test.folder.read("photos/a.JPG") == SampleFile.jpeg.bytes)
        #expect(try test.run(arguments).isSilent())
        #expect(try test.folder.files() == files)
        // A suffix that makes a result of one input another's name is refused.
        #expect(try test.run(["photos/a.JPG", "photos/a-better.JPG", "--suffix", "-better"]).outcome == .exit(64))
    }

    @Test func `a dry run looks at the files`() throws {
        try test.folder.write(SampleFile.text.bytes, to: "photos/bad.png")
        let arguments = ["photos", "missing.png", "--output-directory", "out", "--dry-run"]
        let result = try test.run(arguments)
        #expect(result.outcome == .exit(1))
        #expect(result.standardOutputText == "photos/a.JPG -> out/a.JPG\n")
        #expect(result.errorLines.count == 3)
        #expect(try test.run(arguments + ["--ignore-error"]).standardOutputText.contains("photos/bad.png -> "))
        #expect(try test.run(arguments + ["--max-pixels", "10"]).outcome == .exit(2))
    }

    @Test func `names of a list begin at the base directory, and results keep their tree`() throws {
        let list = Array("a.JPG\0deep/c.webp\0../photos/a.JPG\0/etc/passwd\0".utf8)
        let result = try test.run(
            ["--files-from", "-", "-0", "--base-directory", "photos", "--output-directory", "out"], input: list)
        #expect(result.outcome == .exit(1))
        #expect(result.errorLines.filter { $0.contains("not below the base directory") }.count == 2)
        #expect(try test.folder.files().filter { $0.hasPrefix("out/") } == ["out/a.JPG", "out/deep/c.webp"])
    }

    @Test(
        arguments: [
            (SampleFile.text, [], "malformedImage"), (.animatedPNG, [], "unsupportedImage"),
            (.png, ["--max-pixels", "10"], "limitExceeded"),
        ] as [(SampleFile, [String], String)])
    func `a report tells kinds of failure apart, also where the image goes to standard output`(
        file: SampleFile, options: [String], code: String
    ) throws {
        let result = try test.run(["-", "-o", "-", "--json", "--report", "report"] + options, input: file.bytes)
        #expect(result.outcome == .exit(2) && result.standardOutput.isEmpty)
        let report = try JSONDecoder().decode(Report.self, from: Data(test.folder.read("report")))
        #expect(report.files.map { $0.error?.code } == [code])
    }

    @Test func `a report tells the noise that was found`() throws {
        let result = try test.run(["photos/a.JPG", "-o", "x.jpg", "--json", "--noise-sigma", "10"])
        let found = try #require(result.standardOutputText.firstMatch(of: /"noise" : ([0-9.]+)/))
        // What noise of 10 in R, G and B is in the luma of YCbCr.
        #expect(try abs(#require(Double(found.1)) - 6.68) < 0.01)
    }

    @Test func `a dry run writes nothing and tells what it would write`() throws {
        let before = try test.folder.files()
        let result = try test.run(["photos", "--recursive", "--output-directory", "out", "--dry-run"])
        #expect(result.isSilent())
        #expect(
            result.standardOutputText == """
                photos/a.JPG -> out/a.JPG
                photos/deep/c.webp -> out/deep/c.webp
                photos/deep/er/b.png -> out/deep/er/b.png

                """)
        #expect(try test.folder.files() == before)
    }

    @Test func `a list of files is read from a file or standard input`() throws {
        let list = Array("photos/a.JPG\r\n\nphotos/deep/c.webp\n".utf8)
        try test.folder.write(list, to: "list")
        #expect(try test.run(["--files-from", "list", "--output-directory", "one"]).isSilent())
        #expect(try test.run(["--files-from", "-", "--output-directory", "two"], input: list).isSilent())
        #expect(
            try test.folder.files().filter { $0.hasPrefix("one/") || $0.hasPrefix("two/") }
                == ["one/a.JPG", "one/c.webp", "two/a.JPG", "two/c.webp"])
    }

    @Test func `verbose tells about each image on standard error`() throws {
        let result = try test.run(["photos", "--output-directory", "out", "--verbose"])
        #expect(result.outcome == .exit(0))
        #expect(result.errorLines.count == 1)
        #expect(result.standardError.hasPrefix("photos/a.JPG -> out/a.JPG: processed 24x16 826 -> "))
    }

    @Test func `the report tells about every input`() throws {
        try test.folder.write(SampleFile.text.bytes, to: "photos/bad.png")
        let result = try test.run(["photos", "--ignore-error", "--json", "--output-directory", "out", "missing.jpg"])
        #expect(result.outcome == .exit(1))
        let report = try JSONDecoder().decode(Report.self, from: Data(result.standardOutput))
        #expect(report.files.map(\.input) == ["photos/a.JPG", "photos/bad.png", "missing.jpg"])
        #expect(report.files.map(\.status) == ["processed", "original", "failed"])
        #expect(report.files[0].output == "out/a.JPG")
        #expect(report.files[0].format == "jpeg")
        #expect(report.files[0].width == SampleFile.width)
        #expect(report.files[0].height == SampleFile.height)
        #expect(report.files[0].inputBytes == SampleFile.jpeg.bytes.count)
        #expect(try report.files[0].outputBytes == test.folder.read("out/a.JPG").count)
        #expect(report.files[1].error?.code == "malformedImage")
        #expect(report.files[2].error?.code == "io")
        #expect(report.totals.files == 3)
        #expect(report.totals.processed == 1)
        #expect(report.totals.failed == 1)
    }

    private struct Report: Decodable {
        struct File: Decodable {
            struct Failure: Decodable { let code: String }
            let input: String
            let output: String?
            let status: String
            let format: String?
            let width: Int?
            let height: Int?
            let inputBytes: Int?
            let outputBytes: Int?
            let error: Failure?
        }
        struct Totals: Decodable {
            let files: Int
            let processed: Int
            let failed: Int
        }
        let files: [File]
        let totals: Totals
    }
}
