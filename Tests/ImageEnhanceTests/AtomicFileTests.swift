import Foundation
import TestSupport
import Testing

@testable import ImageEnhance

@Suite(.timeLimit(.minutes(10))) struct `Replacing a file` {
    let folder: TemporaryFolder
    let path: FilePath

    init() throws {
        folder = try TemporaryFolder()
        path = FilePath(folder.file("a").path)
        try folder.write([1], to: "a")
    }

    private func replace(isInPlace: Bool = true, during body: () throws -> Void = {}) throws {
        let source = try #require(FileStatus(path: path))
        var failure: (any Error)?
        try AtomicFile.replace(path, source: source, isInPlace: isInPlace) { file throws(EnhanceError) in
            try file.write([2, 2])
            do { try body() } catch { failure = error }
        }
        if let failure { throw failure }
    }

    // MARK: What others do meanwhile

    @Test func `in place, a file that nobody touched is replaced`() throws {
        try replace()
        #expect(try folder.read("a") == [2, 2])
    }

    @Test func `in place, a file that was written, replaced or deleted meanwhile stays as it is then`() throws {
        let error = try #require(throws: EnhanceError.self) {
            try replace { try folder.write([3], to: "a") }
        }
        #expect(error.code == .io)
        #expect(error.message.contains("another program has changed it meanwhile"))
        #expect(try folder.read("a") == [3])

        #expect(throws: EnhanceError.self) {
            // As long as before, and the same time: only the file is another.
            try replace {
                let times = try FileManager.default.attributesOfItem(atPath: folder.file("a").path)
                try folder.write([4], to: "b")
                try FileManager.default.setAttributes(
                    [.modificationDate: times[.modificationDate]!], ofItemAtPath: folder.file("b").path)
                try #require(rename(folder.file("b").path, folder.file("a").path) == 0)
            }
        }
        #expect(try folder.read("a") == [4])

        #expect(throws: EnhanceError.self) {
            try replace { try FileManager.default.removeItem(at: folder.file("a")) }
        }
        #expect(try folder.files() == [])
    }

    // MARK: What a file has beside its bytes

    @Test func `in place, a file of several names stays as it is`() throws {
        try FileManager.default.linkItem(at: folder.file("a"), to: folder.file("b"))
        let error = try #require(throws: EnhanceError.self) { try replace() }
        #expect(error.message.contains("2 names"))
        #expect(try folder.read("a") == [1])
        try replace(isInPlace: false)
        #expect(try folder.read("b") == [1])
    }

    @Test(arguments: [false, true]) func `a file that nobody may write to stays as it is`(isInPlace: Bool) throws {
        try FileManager.default.setAttributes([.posixPermissions: 0o444], ofItemAtPath: folder.file("a").path)
        let error = try #require(throws: EnhanceError.self) { try replace(isInPlace: isInPlace) }
        #expect(error.message.hasSuffix("it is read-only"))
        #expect(try folder.read("a") == [1])
    }

    @Test func `attributes and access control lists go over to the new file`() throws {
        // Nobody but the owner and user 1234: the mask shows as the group's rights, which are none.
        let list: [UInt8] = [
            2, 0, 0, 0, 1, 0, 6, 0, 255, 255, 255, 255, 2, 0, 6, 0, 0xD2, 4, 0, 0, 4, 0, 0, 0, 255, 255, 255, 255, 16,
            0, 6,
            0, 255, 255, 255, 255, 32, 0, 0, 0, 255, 255, 255, 255,
        ]
        try #require(Attributes.set("user.rating", [5], of: folder.file("a")), "no attributes on this file system")
        try #require(Attributes.set("system.posix_acl_access", list, of: folder.file("a")), "no lists here")
        #expect(try folder.permissions("a") == 0o660)
        try replace()
        #expect(try folder.read("a") == [2, 2])
        #expect(Attributes.value("user.rating", of: folder.file("a")) == [5])
        #expect(Attributes.value("system.posix_acl_access", of: folder.file("a")) == list)
        // A copy has no list, and its group none of the rights that the list gave to others.
        let source = try FileDescriptor(reading: path).status()
        try AtomicFile.write([3], to: FilePath(folder.file("b").path), source: source)
        #expect(try folder.permissions("b") == 0o600)
    }

    // MARK: Temporary files

    @Test func `stale temporary files of ours are cleared, and nothing else`() throws {
        let stale = ".enhance-0123456789abcdef.temporary"
        let kept = [
            ".enhance-0123456789abcde.temporary", ".enhance-0123456789abcdeg.temporary", ".enhance-0123456789abcdef",
            ".enhance-fedcba9876543210.temporary", ".enhance-aaaaaaaaaaaaaaaa.temporary",
        ]
        for name in kept + [stale] { try folder.write([9], to: name) }
        let old = Date(timeIntervalSinceNow: -3600)
        for name in kept.dropLast() + [stale] {
            try FileManager.default.setAttributes([.modificationDate: old], ofItemAtPath: folder.file(name).path)
        }
        // One that somebody writes to, though he has not for an hour.
        let locked = try FileDescriptor(reading: FilePath(folder.file(kept[3]).path))
        try #require(flock(locked.number, LOCK_EX) == 0)
        try replace()
        #expect(try folder.files() == (kept + ["a"]).sorted())
    }

    // MARK: Descriptors

    @Test func `a descriptor that does not wait by itself is waited for`() throws {
        var ends: [Int32] = [0, 0]
        try #require(pipe(&ends) == 0)
        for end in ends { try #require(fcntl(end, F_SETFL, O_NONBLOCK) == 0) }
        let (reader, writer) = (ends[0], ends[1])
        // More than a pipe holds, so that either side has to wait.
        let bytes = (0..<300_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        Thread.detachNewThread {
            usleep(50_000)
            try? FileDescriptor(number: writer, action: "write", FilePath("pipe")).write(bytes)
        }
        let read = try FileDescriptor(number: reader, action: "read", FilePath("pipe")).readAll(limits: .unlimited)
        #expect(read == bytes)
    }

    // MARK: Paths

    @Test(arguments: [[0xFF], Array("a/\u{E9}".utf8), Array("\u{10FF41}".utf8) + [0xF4, 0x8F], [0xED, 0xA0, 0x80]])
    func `bytes go through arguments unchanged`(bytes: [UInt8]) {
        #expect(FilePath(argument: FilePath.argument(bytes)).bytes == bytes)
    }

    @Test func `a URL may name a file that is no text`() throws {
        let name = folder.url.path + "/b%FF.png"
        try Enhancer().enhance(contentsOf: written(), to: #require(URL(string: "file://" + name)))
        let path = FilePath(Array(folder.url.path.utf8) + Array("/b".utf8) + [0xFF] + Array(".png".utf8))
        #expect(FileStatus(path: path)?.isRegular == true)
    }

    private func written() throws -> URL {
        try folder.write(SampleFile.png.bytes, to: "c.png")
        return folder.file("c.png")
    }

    // MARK: Messages

    @Test func `a message about a value is one short line`() throws {
        var parameters = EnhanceParameters()
        let error = try #require(throws: EnhanceError.self) {
            try parameters.set("method", "a\n\u{1B}[2J" + String(repeating: "b", count: 100_000))
        }
        #expect(error.message.hasPrefix(#"method is 'a\u{A}\u{1B}[2Jbbb"#))
        #expect(error.message.utf8.count < 1000)
        let name = try #require(throws: EnhanceError.self) { try parameters.set("x\r\ny", "1") }
        #expect(!name.message.contains { $0.isNewline })
    }
}
