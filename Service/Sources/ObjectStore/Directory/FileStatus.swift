#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// What the file system knows about a name.
struct FileStatus: Sendable {
    enum Kind: Sendable {
        case regular
        case folder
        /// A link, a pipe, a device: never an object.
        case other
    }

    let kind: Kind
    let identity: FileIdentity

    init(_ status: stat) {
        kind =
            switch status.st_mode & S_IFMT {
            case S_IFREG: .regular
            case S_IFDIR: .folder
            default: .other
            }
        #if canImport(Glibc)
            let modified = status.st_mtim
        #else
            let modified = status.st_mtimespec
        #endif
        identity = FileIdentity(
            size: Int(status.st_size), modified: Int(modified.tv_sec) * 1_000_000_000 + Int(modified.tv_nsec))
    }
}

/// What tells one version of a file from the next, and stays when a folder is copied with its times.
struct FileIdentity: Sendable, Hashable, Codable {
    /// In bytes.
    let size: Int
    /// Nanoseconds since 1970.
    let modified: Int

    /// Seconds since 1970.
    var lastModified: Int { modified >= 0 ? modified / 1_000_000_000 : (modified + 1) / 1_000_000_000 - 1 }
}
