import Foundation
import ImageEnhance
import TestSupport
import Testing

/// What was enhanced in place says so, and is not enhanced again.
@Suite(.timeLimit(.minutes(10))) struct `Enhancing twice` {
    let test: CommandTest

    init() throws {
        test = try CommandTest()
        for file in SampleFile.images { try test.folder.write(file.bytes, to: "in/\(file).\(file)") }
    }

    private func contents() throws -> [String: [UInt8]] {
        try Dictionary(uniqueKeysWithValues: test.folder.files().map { ($0, try test.folder.read($0)) })
    }

    @Test(arguments: [[], ["--metadata", "strip"]]) func `five runs in place give the bytes of the first`(
        options: [String]
    ) throws {
        let arguments = ["in", "--in-place"] + options
        let source = try contents()
        #expect(try test.run(arguments).isSilent())
        let first = try contents()
        #expect(source.allSatisfy { first[$0.key] != $0.value })
        for _ in 0..<4 {
            let again = try test.run(arguments)
            #expect(again.outcome == .exit(0))
            #expect(
                again.standardError
                    == "enhance: left alone as enhanced before: \(source.count); --force does them again\n")
        }
        #expect(try contents() == first)
        let report = try test.run(arguments + ["--json"]).standardOutputText
        #expect(report.contains("it was enhanced before, with denoise 3 and sharpen 3"))
        #expect(try test.run(arguments + ["--force"]).isSilent())
        #expect(try contents() != first)
    }

    @Test func `a run that was interrupted is finished by the same command`() throws {
        let source = try contents()
        #expect(try test.run(["in", "--in-place"]).isSilent())
        let whole = try contents()
        for (name, bytes) in source { try test.folder.write(bytes, to: name) }
        let first = try #require(source.keys.sorted().first)
        #expect(try test.run([first, "--in-place"]).isSilent())
        #expect(try test.run(["in", "--in-place"]).outcome == .exit(0))
        #expect(try contents() == whole)
    }

    @Test(arguments: SampleFile.images) func `the mark can be read, and nothing else changes`(file: SampleFile) throws {
        var parameters = EnhanceParameters(denoise: 2, sharpen: 4)
        let plain = try Enhancer(parameters).enhance(file.bytes).bytes
        #expect(try ImageHeader(plain).enhanced == nil)
        parameters.marksResults = true
        let marked = try Enhancer(parameters).enhance(file.bytes).bytes
        let mark = EnhancementMark(denoise: 2, sharpen: 4, version: engineVersion)
        #expect(try ImageHeader(marked).enhanced == mark)
        let (a, b) = (try ImageDecoder().decode(plain).image, try ImageDecoder().decode(marked).image)
        #expect(a.planes == b.planes)
        #expect(a.metadata.exif == b.metadata.exif)
        #expect(a.metadata.iccProfile == b.metadata.iccProfile)
        // Nothing is done, so nothing is said.
        parameters.denoise = 0
        parameters.sharpen = 0
        #expect(try Enhancer(parameters).enhance(file.bytes).bytes == file.bytes)
    }
}
