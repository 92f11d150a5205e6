#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// An open file: the one place where the module speaks to the operating system.
package struct FileDescriptor: ~Copyable {
    let number: Int32
    private let path: FilePath
    private let closes: Bool

    package static var standardInput: FileDescriptor {
        FileDescriptor(number: STDIN_FILENO, path: FilePath("standard input"), closes: false)
    }

    package static var standardOutput: FileDescriptor {
        FileDescriptor(number: STDOUT_FILENO, path: FilePath("standard output"), closes: false)
    }

    package static var standardError: FileDescriptor {
        FileDescriptor(number: STDERR_FILENO, path: FilePath("standard error"), closes: false)
    }

    private init(number: Int32, path: FilePath, closes: Bool) {
        self.number = number
        self.path = path
        self.closes = closes
    }

    /// Opens whatever is there, a pipe too, for which this waits.
    ///
    /// - Throws: `EnhanceError` with `.io`.
    package init(reading path: FilePath) throws(EnhanceError) {
        // SAFETY: the compiler keeps the C string alive during the call, here and in every call below.
        try self.init(number: unsafe open(path.terminated, O_RDONLY | O_CLOEXEC), action: "read", path)
    }

    /// Opens a regular file. Pipes, sockets and devices, which may have no end or never begin, are refused at once.
    ///
    /// - Throws: `EnhanceError` with `.io`.
    package static func regularFile(_ path: FilePath) throws(EnhanceError) -> FileDescriptor {
        // SAFETY: see `init(reading:)`. Not to block concerns the opening alone.
        let file = try FileDescriptor(
            number: unsafe open(path.terminated, O_RDONLY | O_CLOEXEC | O_NONBLOCK), action: "read", path)
        let status = try file.status()
        // Reading a directory fails with a better message.
        guard status.isRegular || status.isDirectory else {
            throw EnhanceError(.io, "cannot read \(path): it is no regular file")
        }
        return file
    }

    /// Opens a file that exists.
    ///
    /// - Throws: `EnhanceError` with `.io`.
    package init(writing path: FilePath) throws(EnhanceError) {
        // SAFETY: see `init(reading:)`.
        try self.init(number: unsafe open(path.terminated, O_WRONLY | O_CLOEXEC), action: "write", path)
    }

    /// Creates a file that must not exist yet.
    ///
    /// - Throws: `EnhanceError` with `.io`, its message about `purpose`.
    init(creating path: FilePath, permissions: mode_t, for purpose: FilePath) throws(EnhanceError) {
        // SAFETY: see `init(reading:)`.
        let number = unsafe open(path.terminated, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, permissions)
        try self.init(number: number, action: "write", purpose)
    }

    init(number: Int32, action: String, _ path: FilePath) throws(EnhanceError) {
        guard number >= 0 else { throw .io(action, path) }
        self.init(number: number, path: path, closes: true)
    }

    deinit {
        if closes { close(number) }
    }

    package var isTerminal: Bool { isatty(number) == 1 }

    package func status() throws(EnhanceError) -> FileStatus {
        var status = stat()
        // SAFETY: `status` is a stat the call may fill in.
        guard unsafe fstat(number, &status) == 0 else { throw .io("read", path) }
        return FileStatus(status, groupRights: groupRights)
    }

    /// Everything up to the end of the file.
    ///
    /// - Throws: `EnhanceError`: `.limitExceeded` when there are more bytes than `limits` allow, or `.io`.
    package func readAll(limits: DecodingLimits) throws(EnhanceError) -> [UInt8] {
        switch try read(limits: limits) {
        case .whole(let bytes): return bytes
        case .tooLarge(_, let error): throw error
        }
    }

    /// Everything up to the end of the file, as far as `limits` allow. A file's size is looked at before anything is
    /// read.
    ///
    /// - Throws: `EnhanceError` with `.io`.
    package func read(limits: DecodingLimits) throws(EnhanceError) -> FileContents {
        let status = try status()
        let expected = status.isRegular ? status.size : 0
        var bytes: [UInt8] = []
        var count = 0
        repeat {
            do {
                try limits.checkInput(byteCount: max(expected, count))
            } catch {
                bytes.removeLast(bytes.count - count)
                return .tooLarge(begun: bytes, EnhanceError(error))
            }
            if count == bytes.count {
                // One byte more than expected: the read after the last byte then finds the end without growing.
                bytes.append(contentsOf: repeatElement(0, count: max(1 << 16, expected - count + 1, count / 2)))
            }
            let received = try receive(into: &bytes, from: count)
            if received == 0 { break }
            count += received
        } while true
        bytes.removeLast(bytes.count - count)
        return .whole(bytes)
    }

    /// Up to `most` bytes; none at the end of the file.
    ///
    /// - Throws: `EnhanceError` with `.io`.
    package func readSome(most: Int) throws(EnhanceError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: most)
        let received = try receive(into: &bytes, from: 0)
        return Array(bytes.prefix(received))
    }

    /// Reads once, behind the first `count` bytes of `bytes`; 0 at the end of the file.
    private func receive(into bytes: inout [UInt8], from count: Int) throws(EnhanceError) -> Int {
        while true {
            let received = unsafe bytes.withUnsafeMutableBytes { buffer in
                // SAFETY: `count` is below `bytes.count`, and no more is asked for than fits behind it.
                #if canImport(Glibc)
                    unsafe Glibc.read(number, buffer.baseAddress! + count, buffer.count - count)
                #else
                    unsafe Darwin.read(number, buffer.baseAddress! + count, buffer.count - count)
                #endif
            }
            if received >= 0 { return received }
            try waitOrThrow("read", events: POLLIN)
        }
    }

    /// - Throws: `EnhanceError` with `.io`.
    package func write(_ bytes: [UInt8]) throws(EnhanceError) {
        var count = 0
        while count < bytes.count {
            let written = unsafe bytes.withUnsafeBytes { buffer in
                // SAFETY: `count` is below `bytes.count`, and no more is written than lies behind it.
                #if canImport(Glibc)
                    unsafe Glibc.write(number, buffer.baseAddress! + count, buffer.count - count)
                #else
                    unsafe Darwin.write(number, buffer.baseAddress! + count, buffer.count - count)
                #endif
            }
            if written >= 0 { count += written } else { try waitOrThrow("write", events: POLLOUT) }
        }
    }

    /// After a call that failed: returns when it is worth a second try. Whoever else has the descriptor may have made it
    /// one that does not wait by itself.
    private func waitOrThrow(_ action: String, events: Int32) throws(EnhanceError) {
        switch errno {
        case EINTR: return
        case EAGAIN:
            var wish = pollfd(fd: number, events: Int16(events), revents: 0)
            // SAFETY: one wish lives during the call. That it fails shows when the action is tried again.
            _ = unsafe poll(&wish, 1, -1)
        default: throw .io(action, path)
        }
    }

    func setTimes(of status: FileStatus) throws(EnhanceError) {
        // SAFETY: futimens reads two times: of access, then of modification.
        guard unsafe futimens(number, [status.accessed, status.modified]) == 0 else { throw .io("write", path) }
    }

    /// Waits until the bytes are on the disk.
    func synchronize() throws(EnhanceError) {
        guard fsync(number) == 0 else { throw .io("write", path) }
    }
}

extension EnhanceError {
    /// The failure that `errno` tells of.
    static func io(_ action: String, _ path: FilePath) -> EnhanceError {
        // SAFETY: strerror gives a string that lives until this thread's next call of it.
        EnhanceError(.io, "cannot \(action) \(path): \(unsafe String(cString: strerror(errno)))")
    }
}
