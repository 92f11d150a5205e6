internal import Synchronization

#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// Temporary files of processes that were killed while they had one with a name.
enum StaleTemporaries {
    private static let prefix = ".enhance-"
    private static let suffix = ".temporary"
    private static let digitCount = 16
    /// A file younger than this may be about to be locked.
    private static let leastSeconds = 60

    private static let cleared = Mutex(Set<FilePath>())

    /// A short name, so that it fits wherever the target's does, hidden from globs and directory scans.
    static func newPath(in directory: FilePath) -> FilePath {
        let digits = String(UInt64.random(in: .min ... .max), radix: 16)
        let padding = String(repeating: "0", count: digitCount - digits.count)
        return directory.appending(FilePath(prefix + padding + digits + suffix))
    }

    /// Removes those in a directory, once in the life of the process. Never another user's, nor one that is being
    /// written, nor a file of any other name.
    static func clear(in directory: FilePath) {
        guard cleared.withLock({ $0.insert(directory).inserted }) else { return }
        for name in (try? Directory.names(in: directory)) ?? [] where isOurs(name) {
            remove(directory.appending(name))
        }
    }

    private static func isOurs(_ name: FilePath) -> Bool {
        let digits = name.bytes.dropFirst(prefix.utf8.count).dropLast(suffix.utf8.count)
        return name.bytes.starts(with: prefix.utf8) && name.bytes.suffix(suffix.utf8.count).elementsEqual(suffix.utf8)
            && digits.count == digitCount
            && digits.allSatisfy { byte in
                (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                    || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
            }
    }

    private static func remove(_ path: FilePath) {
        guard !FileStatus.isLink(path), let file = try? FileDescriptor.regularFile(path),
            let status = try? file.status(), status.isRegular, status.owner == geteuid(),
            status.modified.tv_sec + leastSeconds < time(nil)
        else { return }
        // Its writer holds the lock for as long as it lives.
        guard flock(file.number, LOCK_EX | LOCK_NB) == 0 else { return }
        // SAFETY: the path is a C string during the call.
        _ = unsafe unlink(path.terminated)
    }
}
