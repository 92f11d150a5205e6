internal import ArgumentParser
internal import ImageEnhance

/// The images that the arguments name, in a stable order, each once.
struct InputFiles {
    struct File: Hashable {
        /// As a user would write it, `-` for standard input.
        let path: FilePath
        /// Its place below the directory that was named; of a file that was named itself, its name.
        let relativePath: FilePath

        var isStandardInput: Bool { path == .standardStream }
    }

    private(set) var files: [File] = []
    /// Directories that could not be read or hold no image.
    private(set) var failures: [(path: FilePath, error: EnhanceError)] = []
    /// Pictures in directories that are left out because their format is not read: how many of each.
    private(set) var unsupported: [String: Int] = [:]
    /// Where in `files` each is, by what it is on disk.
    private var seen: [FilePath: Int] = [:]
    private let recursive: Bool
    /// Of the names of results of an earlier run, which are no inputs.
    private let suffix: FilePath?
    private let excludedDirectory: FilePath?

    /// - Parameters:
    ///   - arguments: files, taken whatever they are, and directories, whose images are found by extension or content.
    ///   - listed: names from a list, below the base directory where there is one.
    ///   - batch: how directories are searched.
    ///   - output: where results go: they are left out of the search, so that those of an earlier run are no inputs.
    init(arguments: [FilePath], listed: [FilePath] = [], batch: BatchOptions, output: OutputOptions) {
        recursive = batch.recursive
        suffix = output.suffix
        excludedDirectory = output.outputDirectory.flatMap(FileStatus.canonicalPath(of:))
        take(arguments, base: nil)
        take(listed, base: batch.baseDirectory)
    }

    private mutating func take(_ arguments: [FilePath], base: FilePath?) {
        for name in arguments {
            if base != nil, !name.staysBelow {
                failures.append((name, EnhanceError(.io, "it is not below the base directory")))
                continue
            }
            let argument = base?.appending(name) ?? name
            guard argument != .standardStream, FileStatus(path: argument)?.isDirectory == true else {
                add(File(path: argument, relativePath: base == nil ? argument.lastComponent : name))
                continue
            }
            let failureCount = failures.count
            if !search(argument, relativePath: base == nil ? FilePath("") : name) && failures.count == failureCount {
                let hint = recursive ? "" : " (--recursive searches the directories below it too)"
                failures.append((argument, EnhanceError(.io, "no JPEG, PNG or WebP file in this directory" + hint)))
            }
        }
    }

    private mutating func add(_ file: File) {
        // What does not exist is kept: reading it will tell.
        let identity = file.isStandardInput ? file.path : FileStatus.canonicalPath(of: file.path) ?? file.path
        if let index = seen[identity] {
            // The file itself, not a link to it, says where its result goes.
            if FileStatus.isLink(files[index].path) && !FileStatus.isLink(file.path) { files[index] = file }
        } else {
            seen[identity] = files.count
            files.append(file)
        }
    }

    /// Whether a file without the extension of an image is one all the same. Others that are pictures are counted.
    private mutating func isImage(_ path: FilePath) -> Bool {
        guard let head = try? FileDescriptor.regularFile(path).readSome(most: ForeignFormat.headByteCount) else {
            return false
        }
        if ImageFormat(sniffing: head) != nil { return true }
        if let other = ForeignFormat(sniffing: head) { unsupported[other.name, default: 0] += 1 }
        return false
    }

    /// Whether there was an image, be it a new one or not. Links to directories are not followed: they may lead round
    /// in circles.
    private mutating func search(_ directory: FilePath, relativePath: FilePath) -> Bool {
        let names: [FilePath]
        do {
            names = try Directory.names(in: directory)
        } catch {
            failures.append((directory, error))
            return false
        }
        var found = false
        for name in names where name.bytes.first != UInt8(ascii: ".") {
            let path = directory.appending(name)
            let relativePath = relativePath.appending(name)
            // A link that leads nowhere, or round in circles, is kept like a file: reading it will tell.
            let status = FileStatus(path: path)
            if let suffix, name.stem.bytes.suffix(suffix.bytes.count).elementsEqual(suffix.bytes) { continue }
            if status?.isRegular ?? true && (name.hasImageExtension || isImage(path)) {
                add(File(path: path, relativePath: relativePath))
                found = true
            } else if recursive && status?.isDirectory == true && !FileStatus.isLink(path)
                && (excludedDirectory == nil || FileStatus.canonicalPath(of: path) != excludedDirectory)
            {
                found = search(path, relativePath: relativePath) || found
            }
        }
        return found
    }
}

extension FilePath {
    /// What stands for standard input and output.
    static let standardStream = FilePath("-")

    /// Whether it is no absolute path and does not go up.
    fileprivate var staysBelow: Bool {
        bytes.first != UInt8(ascii: "/")
            && !bytes.split(separator: UInt8(ascii: "/")).contains { $0.elementsEqual("..".utf8) }
    }

    fileprivate var hasImageExtension: Bool {
        ImageFormat.allCases.contains { $0.fileExtensions.contains(lowercasedExtension ?? "") }
    }
}
