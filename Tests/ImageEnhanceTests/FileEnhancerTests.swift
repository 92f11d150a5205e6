import Foundation
import TestSupport
import Testing

@testable import ImageEnhance

@Suite(.timeLimit(.minutes(10))) struct `Enhancing a file` {
    let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    @Test func `a file becomes another file`() throws {
        try folder.write(SampleFile.jpeg.bytes, to: "in.jpg")
        let result = try Enhancer().enhance(contentsOf: folder.file("in.jpg"), to: folder.file("out.jpg"))
        #expect(try folder.read("out.jpg") == result.bytes)
        #expect(try folder.read("in.jpg") == SampleFile.jpeg.bytes)
        #expect(try folder.files() == ["in.jpg", "out.jpg"])
    }

    @Test func `the async function does the same`() async throws {
        try folder.write(SampleFile.webp.bytes, to: "in.webp")
        let result = try await Enhancer().enhanced(contentsOf: folder.file("in.webp"), to: folder.file("out.webp"))
        #expect(try folder.read("out.webp") == result.bytes)
    }

    @Test func `a file is replaced in place and keeps its permissions`() throws {
        try folder.write(SampleFile.png.bytes, to: "a.png")
        try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: folder.file("a.png").path)
        let result = try Enhancer().enhance(contentsOf: folder.file("a.png"), to: folder.file("a.png"))
        #expect(try folder.read("a.png") == result.bytes)
        #expect(try folder.permissions("a.png") == 0o640)
        #expect(try folder.files() == ["a.png"])
    }

    @Test func `a new file gets the permissions of its source`() throws {
        try folder.write(SampleFile.png.bytes, to: "a.png")
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: folder.file("a.png").path)
        try Enhancer().enhance(contentsOf: folder.file("a.png"), to: folder.file("b.png"))
        #expect(try folder.permissions("b.png") == 0o600)
    }

    @Test func `a link stays a link, and the file behind it is replaced`() throws {
        try folder.write(SampleFile.png.bytes, to: "real/a.png")
        try FileManager.default.createSymbolicLink(
            atPath: folder.file("link.png").path, withDestinationPath: "real/a.png")
        let result = try Enhancer().enhance(contentsOf: folder.file("link.png"), to: folder.file("link.png"))
        #expect(try folder.read("real/a.png") == result.bytes)
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: folder.file("link.png").path) == "real/a.png")
    }

    @Test func `a failure leaves the destination as it was`() throws {
        try folder.write(SampleFile.text.bytes, to: "in.jpg")
        try folder.write(SampleFile.jpeg.bytes, to: "out.jpg")
        #expect(throws: EnhanceError.self) {
            try Enhancer().enhance(contentsOf: folder.file("in.jpg"), to: folder.file("out.jpg"))
        }
        #expect(try folder.read("out.jpg") == SampleFile.jpeg.bytes)
        #expect(try folder.files() == ["in.jpg", "out.jpg"])
    }

    @Test func `with ignoreError the original is copied`() throws {
        try folder.write(SampleFile.text.bytes, to: "in.jpg")
        let enhancer = Enhancer(EnhanceParameters(ignoreError: true))
        try enhancer.enhance(contentsOf: folder.file("in.jpg"), to: folder.file("out.jpg"))
        #expect(try folder.read("out.jpg") == SampleFile.text.bytes)
    }

    @Test func `what can't be read or written is an io error, even with ignoreError`() throws {
        try folder.write(SampleFile.png.bytes, to: "a.png")
        let enhancer = Enhancer(EnhanceParameters(denoise: 0, sharpen: 0, ignoreError: true))
        for (source, destination) in [
            ("missing.png", "b.png"), (".", "b.png"), ("a.png", "missing/b.png"), ("a.png", "a.png/b.png"),
        ] {
            let error = try #require(throws: EnhanceError.self) {
                try enhancer.enhance(contentsOf: folder.file(source), to: folder.file(destination))
            }
            #expect(error.code == .io)
            #expect(!error.message.contains("\n"))
        }
        #expect(try folder.files() == ["a.png"])
    }

    @Test func `a full disk is an io error`() throws {
        let error = try #require(throws: EnhanceError.self) {
            try AtomicFile.write(SampleFile.png.bytes, to: FilePath("/dev/full"), source: nil)
        }
        #expect(error.message == "cannot write /dev/full: No space left on device")
    }

    @Test func `a file over the limit is refused before it is read`() throws {
        // A hole of a terabyte: reading it would end in memory running out.
        try folder.write(SampleFile.png.bytes, to: "huge.png")
        let handle = try FileHandle(forWritingTo: folder.file("huge.png"))
        try handle.truncate(atOffset: 1 << 40)
        try handle.close()
        let error = try #require(throws: EnhanceError.self) {
            try Enhancer().enhance(contentsOf: folder.file("huge.png"), to: folder.file("out.png"))
        }
        #expect(error.code == .limitExceeded)
        #expect(error.limit == "inputBytes")
    }

    @Test func `only file URLs are accepted`() throws {
        let remote = try #require(URL(string: "https://example.com/a.png"))
        let error = try #require(throws: EnhanceError.self) {
            try Enhancer().enhance(contentsOf: remote, to: folder.file("out.png"))
        }
        #expect(error.code == .invalidParameter)
        #expect(error.message.contains("https://example.com/a.png"))
    }
}
