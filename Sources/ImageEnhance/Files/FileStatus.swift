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
    /// How many names the file has.
    package let linkCount: Int
    let permissions: mode_t
    /// Those that a copy may have: nobody gets more than the file gave, and nobody may run a picture.
    let permissionsOfCopy: mode_t
    let owner: uid_t
    let group: gid_t
    let accessed: timespec
    let modified: timespec
    private let changed: timespec
    private let device: dev_t
    private let inode: ino_t

    /// `nil` when nothing is there. Links are followed.
    package init?(path: FilePath) {
        var status = stat()
        // SAFETY: `status` is a stat the call may fill in, and the path is a C string during the call.
        guard unsafe stat(path.terminated, &status) == 0 else { return nil }
        self.init(status)
    }

    /// Whether the path itself is a symbolic link.
    package static func isLink(_ path: FilePath) -> Bool {
        var status = stat()
        // SAFETY: as above.
        return unsafe lstat(path.terminated, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK
    }

    /// - Parameter groupRights: see `FileDescriptor.groupRights`.
    init(_ status: stat, groupRights: mode_t? = nil) {
        size = Int(status.st_size)
        isRegular = status.st_mode & S_IFMT == S_IFREG
        isDirectory = status.st_mode & S_IFMT == S_IFDIR
        linkCount = Int(status.st_nlink)
        device = status.st_dev
        inode = status.st_ino
        permissions = status.st_mode & 0o7777
        permissionsOfCopy = permissions & 0o606 | (groupRights.map { $0 << 3 } ?? permissions) & 0o060
        owner = status.st_uid
        group = status.st_gid
        #if canImport(Glibc)
            (accessed, modified, changed) = (status.st_atim, status.st_mtim, status.st_ctim)
        #else
            (accessed, modified, changed) = (status.st_atimespec, status.st_mtimespec, status.st_ctimespec)
        #endif
    }

    /// Whether both are the same file, whatever it holds.
    package func isSameFile(as other: FileStatus) -> Bool {
        device == other.device && inode == other.inode
    }

    /// Whether the file was written before the other.
    package func isOlder(than other: FileStatus) -> Bool {
        (modified.tv_sec, modified.tv_nsec) < (other.modified.tv_sec, other.modified.tv_nsec)
    }

    /// Whether both are the same file, to which nothing has happened in between.
    package func isUnchanged(since other: FileStatus) -> Bool {
        isSameFile(as: other) && size == other.size && modified == other.modified && changed == other.changed
    }

    /// The absolute path without links of what is at `path`; `nil` when nothing is there.
    package static func canonicalPath(of path: FilePath) -> FilePath? {
        // SAFETY: realpath allocates its result, which is copied and then freed here, once.
        guard let resolved = unsafe realpath(path.terminated, nil) else { return nil }
        defer { unsafe free(resolved) }
        return unsafe FilePath(
            UnsafeBufferPointer(start: resolved, count: strlen(resolved)).lazy.map(UInt8.init(bitPattern:)))
    }
}

extension timespec {
    fileprivate static func == (a: timespec, b: timespec) -> Bool {
        a.tv_sec == b.tv_sec && a.tv_nsec == b.tv_nsec
    }
}
