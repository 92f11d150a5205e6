import Foundation
import ImageEnhance
import TestSupport
import Testing

/// `--contact-sheet`, `--compare` and `--profile`.
@Suite(.timeLimit(.minutes(10))) struct `Looking at a picture` {
    let test: CommandTest

    init() throws {
        test = try CommandTest()
    }

    @Test(arguments: SampleFile.images)
    func `a contact sheet is written as PNG, whatever the picture, and the picture is left alone`(file: SampleFile)
        throws
    {
        try test.folder.write(file.bytes, to: "in")
        #expect(try test.run(["--contact-sheet", "sheet", "in", "--crop-size", "16"]).isSilent())
        var parameters = EnhanceParameters()
        parameters.cropSize = 16
        #expect(try test.folder.read("sheet") == Enhancer(parameters).contactSheet(of: file.bytes))
        #expect(try ImageFormat(sniffing: test.folder.read("sheet")) == .png)
        #expect(try test.folder.read("in") == file.bytes)
        #expect(try test.folder.files() == ["in", "sheet"])
    }

    @Test func `a comparison shows the chosen levels`() throws {
        try test.folder.write(SampleFile.webp.bytes, to: "in.webp")
        #expect(try test.run(["--compare", "out.png", "in.webp", "--denoise", "5", "--sharpen", "1"]).isSilent())
        let expected = try Enhancer(EnhanceParameters(denoise: 5, sharpen: 1)).comparison(of: SampleFile.webp.bytes)
        #expect(try test.folder.read("out.png") == expected)
        #expect(try Enhancer().comparison(of: SampleFile.webp.bytes) != expected)
    }

    @Test func `standard input goes to standard output`() throws {
        let result = try test.run(["--compare", "-", "-"], input: SampleFile.png.bytes)
        #expect(result.isSilent())
        #expect(try result.standardOutput == Enhancer().comparison(of: SampleFile.png.bytes))
    }

    @Test func `a noise profile is printed as a table`() throws {
        try test.folder.write(SampleFile.png.bytes, to: "a.png")
        let result = try test.run(["--profile", "a.png", "--noise-sigma", "6"])
        #expect(result.isSilent())
        for words in ["R+G+B, R-B, R-2G+B", "deviation of luma", "confidence", "R-B, full resolution"] {
            #expect(result.standardOutputText.contains(words))
        }
        #expect(result.standardOutputText.hasPrefix("noise as stated\n"))
        // Of so small a picture nothing can be measured.
        #expect(try test.run(["--profile", "a.png"]).standardOutputText.contains("taken to be free of noise"))
        #expect(try test.folder.files() == ["a.png"])
    }

    @Test func `a noise profile is printed as JSON`() throws {
        struct Profile: Decodable {
            let summary: String
            struct Group: Decodable {
                let planes: [String]
                let deviation: Float
                let isChroma: Bool
                let strength: Float
                let quietShare: Float
                let intensity: [Knot]
                let scales: [Scale]
            }
            struct Knot: Decodable {
                let luma: Float
                let varianceFactor: Float
            }
            struct Scale: Decodable {
                let resolution: Double
                let deviations: [String: [[Float]]]
            }
            let groups: [Group]
        }
        try test.folder.write(SampleFile.png.bytes, to: "a.png")
        let result = try test.run(["--profile", "--json", "--noise-sigma", "6", "a.png"])
        #expect(result.isSilent())
        let profile = try JSONDecoder().decode(Profile.self, from: Data(result.standardOutput))
        let group = try #require(profile.groups.first)
        #expect(profile.summary == "noise as stated")
        #expect(profile.groups.count == 1)
        #expect(group.planes == ["R+G+B", "R-B", "R-2G+B"])
        // The same in each channel: divided by √3 in their mean.
        #expect(abs(group.deviation - 6 / Float(3).squareRoot()) < 0.01)
        #expect(!group.isChroma)
        #expect(group.strength == 1)
        #expect(group.quietShare == 1)
        #expect(group.intensity.map(\.varianceFactor) == [1])
        #expect(group.scales.map(\.resolution) == [1])
        #expect(group.scales[0].deviations["R-B"] == Array(repeating: Array(repeating: 6, count: 8), count: 8))
    }

    @Test(arguments: [["--contact-sheet", "out.png"], ["--compare", "out.png"], ["--profile"]])
    func `a bad image is one line on standard error, status 2 and no file`(option: [String]) throws {
        try test.folder.write(SampleFile.text.bytes, to: "a.png")
        for arguments in [["a.png"], ["missing.png"], ["a.png", "--ignore-error"]] {
            let result = try test.run(option + arguments)
            #expect(result.outcome == .exit(2))
            #expect(result.errorLines.count == 1)
            #expect(result.standardError.hasPrefix("enhance: "))
            #expect(result.standardOutput.isEmpty)
            #expect(try test.folder.files() == ["a.png"])
        }
    }

    @Test func `an output that can't be written is one line and status 2`() throws {
        try test.folder.write(SampleFile.png.bytes, to: "a.png")
        let result = try test.run(["--compare", "missing/out.png", "a.png"])
        #expect(result.outcome == .exit(2))
        #expect(result.standardError.contains("cannot write missing/out.png: "))
    }
}
