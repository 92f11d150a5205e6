import Foundation
import ImageEnhance
import ImageFilters
import Testing

/// The README's Swift, compiled: each of its lines stands in one of the functions below.
@Suite(.timeLimit(.minutes(10))) struct `README` {
    @Test func `every line of Swift in the README is compiled here`() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..")
        let readme = try String(contentsOf: root.appending(path: "README.md"), encoding: .utf8)
        let own = try String(contentsOf: URL(filePath: #filePath), encoding: .utf8)
        let compiled = Set(own.split(separator: "\n").map(Self.code))
        var lines: [Substring] = []
        var isSwift = false
        for line in readme.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("```") { isSwift = line == "```swift" } else if isSwift { lines.append(line) }
        }
        let code = lines.map(Self.code).filter { !$0.isEmpty && !$0.hasPrefix(".package(") }
        #expect(code.count >= 10)
        for line in code { #expect(compiled.contains(line), "\(line)") }
    }

    /// A line without its comment.
    private static func code(_ line: Substring) -> String {
        let end = line.hasPrefix("//") ? line.startIndex : line.range(of: "  //")?.lowerBound ?? line.endIndex
        return line[..<end].trimmingCharacters(in: .whitespaces)
    }

    private struct Response {
        var body: [UInt8] = []
    }

    private func inYourProgram(
        _ jpegBytes: [UInt8], _ source: URL, _ destination: URL, _ response: inout Response
    ) async throws -> [Any] {
        let enhancer = Enhancer(EnhanceParameters(denoise: 3, sharpen: 2))

        func synchronous() throws -> [UInt8] {
            let result = try enhancer.enhance(jpegBytes)
            var response = Response()
            response.body = result.bytes
            return response.body
        }

        let same = try await enhancer.enhanced(jpegBytes)
        try await enhancer.enhanced(contentsOf: source, to: destination)

        let header = try enhancer.inspect(jpegBytes)
        let needed = header.workingBytes(threads: .serial)

        let asked = try EnhanceParameters(query: "ci-process=AIEnhanceImage&denoise=3&sharpen=3&ignore-error=1")
        return [try synchronous(), same, needed, asked]
    }

    private func withPixels(
        _ planarImage: PlanarImage, _ firstFrame: PlanarImage, _ secondFrame: PlanarImage
    ) throws -> [PlanarImage] {
        let chain = FilterChain(denoiser: Denoiser(level: .standard), sharpener: Sharpener(level: .standard))
        let filtered = try chain.apply(to: planarImage, threads: ThreadBudget(4))

        let profile = NoiseProfile.estimate(of: firstFrame)
        let next = try chain.apply(to: secondFrame, profile: profile)
        return [filtered, next]
    }
}
