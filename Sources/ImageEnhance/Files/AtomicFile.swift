#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// Writes whole files so that nobody ever sees half of one.
package enum AtomicFile {
    /// Writes `bytes` to a temporary file and puts it in the target's place when it is on the disk. See `replace`.
    package static func write(
        _ bytes: [UInt8], to path: FilePath, source: FileStatus?, isInPlace: Bool = false, keepingTimes: Bool = false
    ) throws(EnhanceError) {
        try replace(path, source: source, isInPlace: isInPlace, keepingTimes: keepingTimes) {
            file throws(EnhanceError) in try file.write(bytes)
        }
    }

    /// Has `body` write a temporary file, and puts it in the target's place when it is on the disk.
    ///
    /// A file that is replaced passes its owner, permissions, access control list and other extended attributes on; one
    /// whose attributes can't be kept, or that nobody may write to, stays as it is. A new one gets the permissions of
    /// `source`, less the umask. A link stays, and the file behind it is replaced. What is no regular file
    /// (`/dev/stdout`, a pipe) is written to directly, and so is a deleted file that only a link below `/proc` still
    /// reaches: a rename would replace that link.
    ///
    /// - Parameters:
    ///   - source: where the bytes come from, as it was before they were read.
    ///   - isInPlace: whether the target is `source` itself. It stays as it is where somebody else has written to it,
    ///     replaced or deleted it meanwhile, and where it has further names, which would keep the old bytes.
    ///   - keepingTimes: whether the file gets the times of `source`.
    /// - Throws: `EnhanceError` with `.io`; nothing is left behind then.
    package static func replace(
        _ path: FilePath, source: FileStatus?, isInPlace: Bool = false, keepingTimes: Bool = false,
        body: (borrowing FileDescriptor) throws(EnhanceError) -> Void
    ) throws(EnhanceError) {
        let replaced = FileStatus(path: path)
        let canonical = FileStatus.canonicalPath(of: path)
        if let replaced, !replaced.isRegular && !isInPlace || canonical == nil {
            return try body(FileDescriptor(writing: path))
        }
        if let replaced { try check(replaced, path, isInPlace: isInPlace) }
        let target = canonical ?? path
        var temporary = try TemporaryFile(for: target, permissions: source?.permissionsOfCopy ?? 0o666, purpose: path)
        try body(temporary.file)
        if let replaced { try temporary.file.adopt(replaced, of: target) }
        if keepingTimes, let source { try temporary.file.setTimes(of: source) }
        try temporary.file.synchronize()
        if isInPlace, let source {
            guard FileStatus(path: target)?.isUnchanged(since: source) == true else {
                throw EnhanceError(
                    .io, "cannot write \(path): another program has changed it meanwhile; it stays as that left it")
            }
        }
        try temporary.publish(for: path)
    }

    private static func check(_ replaced: FileStatus, _ path: FilePath, isInPlace: Bool) throws(EnhanceError) {
        guard replaced.permissions & 0o222 != 0 else {
            throw EnhanceError(.io, "cannot write \(path): it is read-only")
        }
        guard !isInPlace || replaced.linkCount == 1 else {
            throw EnhanceError(
                .io,
                "cannot write \(path): the file has \(replaced.linkCount) names, and the others would keep the old one")
        }
    }
}
