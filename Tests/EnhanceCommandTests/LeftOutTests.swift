import Foundation
import ImageEnhance
import TestSupport
import Testing

/// What a batch does not take is told, and what it takes is found.
@Suite(.timeLimit(.minutes(10))) struct `What is left out` {
    let test: CommandTest

    init() throws {
        test = try CommandTest()
        try test.folder.write(SampleFile.png.bytes, to: "photos/a.png")
    }

    /// The beginnings of files, as their formats' specifications give them.
    private static let heads: [(String, [UInt8])] = [
        ("HEIC", [0, 0, 0, 24] + Array("ftypheic\0\0\0\0mif1".utf8)), ("AVIF", [0, 0, 0, 24] + Array("ftypavif".utf8)),
        ("TIFF", [0x49, 0x49, 42, 0, 8, 0, 0, 0]), ("GIF", Array("GIF89a".utf8)), ("BMP", Array("BM1234".utf8)),
        ("JPEG XL", [0xFF, 0x0A, 1]), ("PSD", Array("8BPS\0\u{1}".utf8)),
    ]

    @Test func `pictures of other formats are counted and named`() throws {
        for (name, head) in Self.heads { try test.folder.write(head, to: "photos/\(name)") }
        try test.folder.write(Self.heads[0].1, to: "photos/another.HEIC")
        try test.folder.write(SampleFile.text.bytes, to: "photos/notes.txt")
        let result = try test.run(["photos", "--output-directory", "out", "--json"])
        #expect(result.outcome == .exit(0))
        #expect(
            result.errorLines == [
                "enhance: 1 done; left out, as their format is not supported: "
                    + "1 AVIF, 1 BMP, 1 GIF, 2 HEIC, 1 JPEG XL, 1 PSD, 1 TIFF"
            ])
        #expect(result.standardOutputText.contains(#""HEIC" : 2"#))
    }

    @Test func `a picture that is none of the name's formats is told by its real one`() throws {
        try test.folder.write(Self.heads[0].1, to: "photos/b.jpg")
        let result = try test.run(["photos/b.jpg", "-o", "c.jpg"])
        #expect(result.outcome == .exit(2))
        #expect(result.standardError.contains("HEIC is not supported"))
    }

    @Test func `images without an extension, or with a wrong one, are recognised by content`() throws {
        try test.folder.write(SampleFile.jpeg.bytes, to: "photos/IMG_0001")
        try test.folder.write(SampleFile.webp.bytes, to: "photos/b.bin")
        #expect(try test.run(["photos", "--output-directory", "out"]).isSilent())
        let written = try test.folder.files().filter { $0.hasPrefix("out/") }
        #expect(written == ["out/IMG_0001", "out/a.png", "out/b.bin"])
    }

    @Test func `a link to an image does not win over the image itself`() throws {
        try test.folder.write(SampleFile.jpeg.bytes, to: "photos/real.jpg")
        try FileManager.default.createSymbolicLink(
            atPath: test.folder.file("photos/earlier.jpg").path, withDestinationPath: "real.jpg")
        #expect(try test.run(["photos", "--output-directory", "out"]).isSilent())
        #expect(try test.folder.files().filter { $0.hasPrefix("out/") } == ["out/a.png", "out/real.jpg"])
    }

    @Test func `a batch in which something failed ends with a sum`() throws {
        try test.folder.write(SampleFile.text.bytes, to: "photos/b.png")
        try test.folder.write(SampleFile.png.bytes, to: "photos/c.png")
        try test.folder.write(SampleFile.png.bytes, to: "out/c.png")
        let result = try test.run(["photos", "--output-directory", "out", "--skip-existing"])
        #expect(result.errorLines.last == "enhance: 1 done; 1 skipped; 1 failed")
    }

    @Test func `with --json-lines each image has a line as it is done, and the totals the last`() throws {
        try test.folder.write(SampleFile.text.bytes, to: "photos/b.png")
        let result = try test.run(
            ["photos", "--output-directory", "out", "--json-lines", "--denoise", "2", "--sharpen", "1", "--jobs", "1"])
        #expect(result.outcome == .exit(1))
        let lines = try result.standardOutputText.split(separator: "\n").map { line in
            try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
        }
        #expect(lines.map { $0["input"] as? String } == ["photos/a.png", "photos/b.png", nil])
        let settings = try #require(lines.first?["settings"] as? [String: Any])
        #expect(settings["denoise"] as? Int == 2)
        #expect(settings["sharpen"] as? Int == 1)
        #expect(settings["version"] as? String == engineVersion)
        let stages = try #require(lines.first?["stages"] as? [String: Double])
        #expect(Set(stages.keys) == ["decode", "filter", "encode"])
        #expect((lines.dropFirst().first?["error"] as? [String: String])?["code"] == "malformedImage")
        let totals = try #require(lines.last?["totals"] as? [String: Any])
        #expect(totals["processed"] as? Int == 1)
        #expect(totals["failed"] as? Int == 1)
    }
}
