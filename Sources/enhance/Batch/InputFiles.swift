internal import ArgumentParser
internal import ImageEnhance

#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

/// The images that the arguments name, in a stable order, each once.
struct InputFiles {
    struct File: Hashable {
        /// As a user would write it, `-` for standard input.
        let path: String
        /// Its place below the directory that was named; of a file that was named itself, its name.
        let relativePath: String

        var isStandardInput: Bool { path == "-" }
    }

    private(set) var files: [File] = []
    /// Directories that could not be read or hold no image.
    private(set) var failures: [(path: String, error: EnhanceError)] = []
    private var seen: Set<String> = []
    private let recursive: Bool
    private let excludedDirectory: String?

    /// - Parameters:
    ///   - arguments: files, taken whatever they are, and directories, whose images are found by their extension.
    ///   - recursive: whether directories are searched with all below them.
    ///   - outputDirectory: left out of the search, so that results of an earlier run are no inputs.
    init(arguments: [String], recursive: Bool, outputDirectory: String?) {
        self.recursive = recursive
        excludedDirectory = outputDirectory.flatMap(FileStatus.canonicalPath(of:))
        for argument in arguments {
            guard argument != "-", FileStatus(path: argument)?.isDirectory == true else {
                add(File(path: argument, relativePath: argument.lastPathComponent))
                continue
            }
            let failureCount = failures.count
            if !search(argument, relativePath: "") && failures.count == failureCount {
                let hint = recursive ? "" : " (--recursive searches the directories below it too)"
                failures.append((argument, EnhanceError(.io, "no JPEG, PNG or WebP file in this directory" + hint)))
            }
        }
    }

    private mutating func add(_ file: File) {
        // What does not exist is kept: reading it will tell.
        let identity = file.isStandardInput ? "-" : FileStatus.canonicalPath(of: file.path) ?? file.path
        if seen.insert(identity).inserted { files.append(file) }
    }

    /// Whether there was an image, be it a new one or not.
    private mutating func search(_ directory: String, relativePath: String) -> Bool {
        let names: [String]
        do {
            names = try FileManager.default.contentsOfDirectory(atPath: directory).sorted()
        } catch {
            failures.append((directory, EnhanceError(.io, "cannot read the directory \(directory)")))
            return false
        }
        var found = false
        for name in names where !name.hasPrefix(".") {
            let path = directory.appendingPathComponent(name)
            let relativePath = relativePath.appendingPathComponent(name)
            guard let status = FileStatus(path: path) else { continue }
            if status.isRegular && name.hasImageExtension {
                add(File(path: path, relativePath: relativePath))
                found = true
            } else if recursive && status.isDirectory && !isLink(path)
                && (excludedDirectory == nil || FileStatus.canonicalPath(of: path) != excludedDirectory)
            {
                found = search(path, relativePath: relativePath) || found
            }
        }
        return found
    }

    /// Links to directories are not followed: they may lead round in circles.
    private func isLink(_ path: String) -> Bool {
        (try? FileManager.default.destinationOfSymbolicLink(atPath: path)) != nil
    }
}

extension String {
    var lastPathComponent: String {
        split(separator: "/").last.map(String.init) ?? self
    }

    func appendingPathComponent(_ name: String) -> String {
        isEmpty || hasSuffix("/") ? self + name : self + "/" + name
    }

    fileprivate var hasImageExtension: Bool {
        guard let dot = lastIndex(of: ".") else { return false }
        let pathExtension = self[index(after: dot)...].lowercased()
        return ImageFormat.allCases.contains { $0.fileExtensions.contains(pathExtension) }
    }
}
