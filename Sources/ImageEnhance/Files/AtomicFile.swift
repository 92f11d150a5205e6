#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// Writes whole files so that nobody ever sees half of one.
package enum AtomicFile {
    /// Writes `bytes` to a temporary file beside the target and renames it when it is on the disk. See `replace`.
    package static func write(
        _ bytes: [UInt8], to path: String, source: FileStatus?, keepingTimes: Bool = false
    ) throws(EnhanceError) {
        try replace(path, source: source, keepingTimes: keepingTimes) { file throws(EnhanceError) in
            try file.write(bytes)
        }
    }

    /// Has `body` write a temporary file beside the target, and renames it when it is on the disk.
    ///
    /// A file that is replaced passes its owner and permissions on; a new one gets the permissions of `source`, less
    /// the umask. A link stays, and the file behind it is replaced. What is no regular file (`/dev/stdout`, a pipe)
    /// is written to directly, and so is a deleted file that only a link below `/proc` still reaches: a rename would
    /// replace that link.
    ///
    /// - Parameter keepingTimes: whether the file gets the times of `source`.
    /// - Throws: `EnhanceError` with `.io`; nothing is left behind then.
    package static func replace(
        _ path: String, source: FileStatus?, keepingTimes: Bool = false,
        body: (borrowing FileDescriptor) throws(EnhanceError) -> Void
    ) throws(EnhanceError) {
        let replaced = FileStatus(path: path)
        let canonical = FileStatus.canonicalPath(of: path)
        if let replaced, !replaced.isRegular || canonical == nil {
            try body(FileDescriptor(writing: path))
            return
        }
        let target = canonical ?? path
        let temporary = temporaryPath(beside: target)
        let permissions = (source?.permissions ?? 0o666) & 0o666
        let file = try FileDescriptor(creating: temporary, permissions: permissions, for: path)
        do throws(EnhanceError) {
            try body(file)
            if let replaced { try file.adoptOwnership(of: replaced) }
            if keepingTimes, let source { try file.setTimes(of: source) }
            try file.synchronize()
            // SAFETY: both paths are C strings during the call.
            guard unsafe rename(temporary, target) == 0 else { throw EnhanceError.io("write", path) }
        } catch {
            // SAFETY: the path is a C string during the call.
            _ = unsafe unlink(temporary)
            throw error
        }
    }

    /// A short name, so that it fits wherever the target's does, hidden from globs and directory scans.
    private static func temporaryPath(beside target: String) -> String {
        let folder = target.lastIndex(of: "/").map { target[...$0] } ?? ""
        return folder + ".enhance-" + String(UInt64.random(in: .min ... .max), radix: 36)
    }
}
