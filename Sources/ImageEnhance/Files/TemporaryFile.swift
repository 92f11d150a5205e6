internal import CFileSystem

#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// A file that becomes the target's when it is whole.
///
/// Where the file system has files without a name it has none, so nothing is left behind however the process ends.
/// Elsewhere it lies beside the target and is locked, so that a later run can tell those that nobody writes any more.
struct TemporaryFile: ~Copyable {
    let file: FileDescriptor
    /// `nil` as long as it has none.
    private var name: FilePath?
    private let target: FilePath

    /// - Parameters:
    ///   - target: where the file will be. No link.
    ///   - purpose: what messages name.
    /// - Throws: `EnhanceError` with `.io`.
    init(for target: FilePath, permissions: mode_t, purpose: FilePath) throws(EnhanceError) {
        self.target = target
        StaleTemporaries.clear(in: target.directory)
        if let unnamed = FileDescriptor(unnamedIn: target.directory, permissions: permissions, for: purpose) {
            file = unnamed
        } else {
            let path = StaleTemporaries.newPath(in: target.directory)
            file = try FileDescriptor(creating: path, permissions: permissions, for: purpose)
            name = path
        }
        // Never waits, as nobody else has the file; that some file systems have no locks does no harm but to their order.
        _ = flock(file.number, LOCK_EX | LOCK_NB)
    }

    deinit {
        // SAFETY: the path is a C string during the call.
        if let name { _ = unsafe unlink(name.terminated) }
    }

    /// Puts the file in the target's place.
    ///
    /// - Throws: `EnhanceError` with `.io`, its message about `purpose`.
    mutating func publish(for purpose: FilePath) throws(EnhanceError) {
        if name == nil {
            // A new file gets its name at once; a second one is needed only to replace another.
            if file.link(to: target) { return }
            let path = StaleTemporaries.newPath(in: target.directory)
            guard errno == EEXIST, file.link(to: path) else { throw .io("write", purpose) }
            name = path
        }
        // SAFETY: both paths are C strings during the call.
        guard unsafe rename(name!.terminated, target.terminated) == 0 else { throw .io("write", purpose) }
        name = nil
    }
}

extension FileDescriptor {
    /// A file without a name; `nil` where there are none.
    fileprivate init?(unnamedIn directory: FilePath, permissions: mode_t, for purpose: FilePath) {
        // SAFETY: the path is a C string during the call.
        let number = unsafe file_open_unnamed(directory.terminated, permissions)
        guard number >= 0, let file = try? FileDescriptor(number: number, action: "write", purpose),
            // Without /proc it could never get a name.
            let own = try? file.status(), FileStatus(path: file.ownPath)?.isSameFile(as: own) == true
        else { return nil }
        self = file
    }

    fileprivate func link(to path: FilePath) -> Bool {
        // SAFETY: both paths are C strings during the call.
        unsafe file_link(ownPath.terminated, path.terminated) == 0
    }

    /// Leads to the file, whatever its name, within this process.
    private var ownPath: FilePath { FilePath("/proc/self/fd/\(number)") }
}
