#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// What the file system knows about a file.
package struct FileStatus: Sendable {
    package let size: Int
    package let isRegular: Bool
    package let isDirectory: Bool
    let permissions: mode_t
    let owner: uid_t
    let group: gid_t
    let accessed: timespec
    let modified: timespec

    /// `nil` when nothing is there. Links are followed.
    package init?(path: String) {
        var status = stat()
        // SAFETY: `status` is a stat the call may fill in, and the path is a C string during the call.
        guard unsafe stat(path, &status) == 0 else { return nil }
        self.init(status)
    }

    init(_ status: stat) {
        size = Int(status.st_size)
        isRegular = status.st_mode & S_IFMT == S_IFREG
        isDirectory = status.st_mode & S_IFMT == S_IFDIR
        permissions = status.st_mode & 0o7777
        owner = status.st_uid
        group = status.st_gid
        #if canImport(Glibc)
            (accessed, modified) = (status.st_atim, status.st_mtim)
        #else
            (accessed, modified) = (status.st_atimespec, status.st_mtimespec)
        #endif
    }

    /// The absolute path without links of what is at `path`; `nil` when nothing is there.
    package static func canonicalPath(of path: String) -> String? {
        // SAFETY: realpath allocates its result, which is copied and then freed here, once.
        guard let resolved = unsafe realpath(path, nil) else { return nil }
        defer { unsafe free(resolved) }
        return unsafe String(cString: resolved)
    }
}
