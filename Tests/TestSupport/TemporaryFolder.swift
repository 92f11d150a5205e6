public import Foundation

/// A folder of its own for a test, removed when the test lets go of it.
public final class TemporaryFolder: Sendable {
    public let url: URL

    public init() throws {
        url = FileManager.default.temporaryDirectory.appending(path: "image-enhance-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(at: url)
    }

    public func file(_ path: String) -> URL {
        url.appending(path: path)
    }

    /// Writes a file, and the directories above it where they are missing.
    public func write(_ bytes: [UInt8], to path: String) throws {
        try FileManager.default.createDirectory(
            at: file(path).deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: file(path))
    }

    public func read(_ path: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: file(path)))
    }

    /// Paths of all files below the folder, hidden ones too, sorted.
    public func files() throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: url.path).filter {
            try file($0).resourceValues(forKeys: [.isDirectoryKey]).isDirectory != true
        }.sorted()
    }

    public func permissions(_ path: String) throws -> Int {
        try FileManager.default.attributesOfItem(atPath: file(path).path)[.posixPermissions] as? Int ?? -1
    }
}
