import Foundation
import Testing

@testable import ObjectStore

@Suite struct FileCacheTests {
    private let folder: StoreFolder

    init() throws {
        folder = try StoreFolder(buckets: ["cache"])
    }

    private func cache(_ capacity: Int = 100_000) throws -> FileCache {
        try FileCache(path: folder.path + "/cache", capacity: capacity)
    }

    private func key(_ name: String) -> CacheKey { CacheKey([name]) }

    private func files() throws -> [String] { try folder.files("cache").filter { !$0.hasPrefix("tmp") } }

    @Test(arguments: [0, 1, 100, 70_000])
    func `What is kept comes back, with its label, also after a restart`(size: Int) async throws {
        let bytes = (0..<size).map { UInt8(truncatingIfNeeded: $0 * 7) }
        try await cache().insert(bytes, label: "jpeg", as: key("a"))
        let entry = try #require(try await cache().entry(key("a")))
        #expect(entry.label == "jpeg" && entry.size == size)
        #expect(try await entry.readAll() == bytes)
        #expect(try await entry.read(from: size / 2, count: 10) == Array(bytes[(size / 2)...].prefix(10)))
        #expect(try await entry.read(from: size, count: 10).isEmpty)
        #expect(try await cache().entry(key("b")) == nil)
    }

    @Test func `Keys of other parts are other keys`() {
        #expect(CacheKey(["a", "b"]) != CacheKey(["ab"]) && CacheKey(["a", "b"]) != CacheKey(["a\n1 b"]))
        #expect(CacheKey(["a", ""]) != CacheKey(["a"]))
    }

    @Test(arguments: [0, 20, 50, 60, 1000, -1])
    func `An entry with a changed byte is dropped, never served`(position: Int) async throws {
        let cache = try cache()
        try await cache.insert([UInt8](repeating: 1, count: 2000), label: "png", as: key("a"))
        let path = "\(folder.path)/cache/\(try #require(try files().first))"
        var bytes = try Data(contentsOf: URL(filePath: path))
        bytes[position < 0 ? bytes.count - 1 : position] ^= 1
        try bytes.write(to: URL(filePath: path))
        #expect(await cache.entry(key("a")) == nil)
        #expect(try files().isEmpty && cache.byteCount == 0)
    }

    @Test(arguments: [0, 1, 48, 60, 500])
    func `An entry that was cut short or grew is dropped`(size: Int) async throws {
        let cache = try cache()
        for change in [0, 1] {
            try await cache.insert([UInt8](repeating: 1, count: 2000), label: "png", as: key("a"))
            let path = "\(folder.path)/cache/\(try #require(try files().first))"
            let bytes = try Data(contentsOf: URL(filePath: path))
            try (change == 0 ? bytes.prefix(size) : bytes + Data(count: size + 1)).write(to: URL(filePath: path))
            #expect(await cache.entry(key("a")) == nil)
            #expect(try files().isEmpty)
        }
    }

    @Test func `An entry that bears another's name is dropped`() async throws {
        let cache = try cache()
        try await cache.insert([1], label: "png", as: key("a"))
        let file = try #require(try files().first)
        let other = key("b")
        try FileManager.default.createDirectory(
            atPath: "\(folder.path)/cache/\(other.shelf)", withIntermediateDirectories: true)
        try FileManager.default.copyItem(
            atPath: "\(folder.path)/cache/\(file)", toPath: "\(folder.path)/cache/\(other.shelf)/\(other.name)")
        #expect(await cache.entry(other) == nil)
        #expect(await cache.entry(key("a")) != nil)
    }

    @Test func `Least recently used goes first, a restart in between`() async throws {
        do {
            let cache = try cache(10_000)
            for name in ["a", "b", "c"] {
                try await cache.insert([UInt8](repeating: 0, count: 3000), label: "", as: key(name))
            }
            #expect(await cache.entry(key("a")) != nil)
        }
        let cache = try cache(10_000)
        #expect(cache.byteCount > 9000)
        try await cache.insert([UInt8](repeating: 0, count: 3000), label: "", as: key("d"))
        #expect(await cache.entry(key("b")) == nil)
        for name in ["a", "d"] { #expect(await cache.entry(key(name)) != nil) }
        #expect(cache.byteCount <= 10_000)
        let sum = try files().reduce(0) { try $0 + Data(contentsOf: URL(filePath: "\(folder.path)/cache/\($1)")).count }
        #expect(cache.byteCount == sum)
    }

    @Test func `A smaller cache makes room when it is opened, and what can't fit is not kept`() async throws {
        let large = try cache()
        for name in ["a", "b", "c", "d"] {
            try await large.insert([UInt8](repeating: 0, count: 3000), label: "", as: key(name))
        }
        let small = try cache(5000)
        #expect(try small.byteCount <= 5000 && files().count == 1)
        try await small.insert([UInt8](repeating: 0, count: 5000), label: "", as: key("e"))
        #expect(await small.entry(key("e")) == nil)
        #expect(await small.entry(key("d")) != nil)
    }

    @Test func `What was being written when the process died is cleared`() throws {
        try folder.write("x", to: "cache/tmp/new-x")
        _ = try cache()
        #expect(try folder.names("cache/tmp").isEmpty)
    }

    @Test func `An open entry goes on being read when it is gone`() async throws {
        let cache = try cache(10_000)
        try await cache.insert([1, 2, 3], label: "", as: key("a"))
        let entry = try #require(await cache.entry(key("a")))
        for index in 0..<10 {
            try await cache.insert([UInt8](repeating: 0, count: 3000), label: "", as: key("\(index)"))
        }
        #expect(await cache.entry(key("a")) == nil)
        #expect(try await entry.readAll() == [1, 2, 3])
    }
}
