#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// An open file or folder: the one place where the store speaks to the operating system.
///
/// Names are single path segments below an open folder, and no link is ever followed.
final class Descriptor: Sendable {
    private let number: Int32

    private init(_ number: Int32) {
        self.number = number
    }

    deinit {
        close(number)
    }

    // MARK: Opening

    /// The folder at a path of the operator's, in which links are followed.
    ///
    /// - Throws: `StoreError` with `.io`.
    static func folder(at path: String) throws(StoreError) -> Descriptor {
        // SAFETY: the compiler keeps the C string alive during the call, here and in every call below.
        let number = unsafe open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard number >= 0 else { throw .io("open", path) }
        return Descriptor(number)
    }

    /// A folder below this one; `nil` when there is none of that name, a link among it.
    ///
    /// - Throws: `StoreError`: `.forbidden`, `.io`.
    func folder(_ name: some StringProtocol) throws(StoreError) -> Descriptor? {
        try openExisting(String(name), O_RDONLY | O_DIRECTORY)
    }

    /// A regular file below this folder, for reading; `nil` when there is none of that name, a link among it.
    ///
    /// - Throws: `StoreError`: `.forbidden`, `.io`.
    func file(_ name: some StringProtocol) throws(StoreError) -> Descriptor? {
        // A pipe without a writer would block otherwise.
        guard let file = try openExisting(String(name), O_RDONLY | O_NONBLOCK), try file.status().kind == .regular
        else { return nil }
        return file
    }

    private func openExisting(_ name: String, _ flags: Int32) throws(StoreError) -> Descriptor? {
        // SAFETY: see `folder(at:)`.
        let descriptor = unsafe openat(number, name, flags | O_NOFOLLOW | O_CLOEXEC)
        if descriptor >= 0 { return Descriptor(descriptor) }
        switch errno {
        case ENOENT, ENOTDIR, ELOOP, ENXIO, ENAMETOOLONG: return nil
        case EACCES, EPERM: throw StoreError(.forbidden, "no permission to open \(name)")
        default: throw .io("open", name)
        }
    }

    /// A new file for reading and writing.
    ///
    /// - Throws: `StoreError` with `.io`, also when something of that name exists.
    func create(_ name: String) throws(StoreError) -> Descriptor {
        // SAFETY: see `folder(at:)`.
        let descriptor = unsafe openat(number, name, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw .io("create", name) }
        return Descriptor(descriptor)
    }

    /// A folder below this one, made when it is not there.
    ///
    /// - Throws: `StoreError`: `.pathConflict` when something else has the name; `.io`.
    func folder(making name: some StringProtocol, permissions: mode_t = 0o777) throws(StoreError) -> Descriptor {
        let name = String(name)
        // SAFETY: see `folder(at:)`.
        if unsafe mkdirat(number, name, permissions) == 0 {
            try synchronize()
        } else {
            guard errno == EEXIST else { throw .io("create", name) }
        }
        guard let folder = try folder(name) else { throw .conflict(name) }
        return folder
    }

    // MARK: Names in a folder

    /// What a name stands for; `nil` when it is free.
    ///
    /// - Throws: `StoreError` with `.io`.
    func status(_ name: some StringProtocol) throws(StoreError) -> FileStatus? {
        var status = stat()
        // SAFETY: `status` is a stat the call may fill in; for the name see `folder(at:)`.
        guard unsafe fstatat(number, String(name), &status, AT_SYMLINK_NOFOLLOW) == 0 else {
            guard errno == ENOENT else { throw .io("look at", String(name)) }
            return nil
        }
        return FileStatus(status)
    }

    /// Moves a file from this folder to a name in another, taking the place of what has it.
    ///
    /// - Throws: `StoreError` with `.io`.
    func rename(_ name: String, to folder: Descriptor, _ newName: some StringProtocol) throws(StoreError) {
        // SAFETY: see `folder(at:)`.
        guard unsafe renameat(number, name, folder.number, String(newName)) == 0 else { throw .io("rename", name) }
    }

    /// Removes a file; one that is not there is no error.
    ///
    /// - Throws: `StoreError` with `.io`.
    func remove(_ name: some StringProtocol) throws(StoreError) {
        // SAFETY: see `folder(at:)`.
        guard unsafe unlinkat(number, String(name), 0) == 0 || errno == ENOENT else {
            throw .io("remove", String(name))
        }
    }

    /// Removes a folder if it is empty.
    ///
    /// - Returns: whether it is gone.
    func removeFolder(_ name: some StringProtocol) -> Bool {
        // SAFETY: see `folder(at:)`.
        unsafe unlinkat(number, String(name), AT_REMOVEDIR) == 0
    }

    /// Every name in the folder but `.` and `..`, in no order.
    ///
    /// - Throws: `StoreError` with `.io`.
    func names() throws(StoreError) -> [String] {
        // A descriptor of its own: a listing moves its position and closes it.
        // SAFETY: see `folder(at:)`.
        let copy = unsafe openat(number, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard copy >= 0 else { throw .io("list", ".") }
        // SAFETY: `copy` is an open folder that nobody else uses; the stream owns it from here on.
        guard let stream = unsafe fdopendir(copy) else {
            close(copy)
            throw .io("list", ".")
        }
        // SAFETY: the stream is open until here, and closed once.
        defer { unsafe closedir(stream) }
        var names: [String] = []
        // SAFETY: an entry is valid until the next call on its stream, and its name ends in a zero byte.
        while let entry = unsafe readdir(stream) {
            let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != "." && name != ".." { names.append(name) }
        }
        return names
    }

    // MARK: Bytes of a file

    /// - Throws: `StoreError` with `.io`.
    func status() throws(StoreError) -> FileStatus {
        var status = stat()
        // SAFETY: `status` is a stat the call may fill in.
        guard unsafe fstat(number, &status) == 0 else { throw .io("look at", "a file") }
        return FileStatus(status)
    }

    /// `count` bytes from `offset` on, or fewer at the end of the file.
    ///
    /// - Throws: `StoreError` with `.io`.
    func read(from offset: Int, count: Int) throws(StoreError) -> [UInt8] {
        var failed = false
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            while filled < count {
                // SAFETY: `filled` is below the buffer's `count` bytes, and no more is asked for than fits behind it.
                let received = unsafe pread(
                    number, buffer.baseAddress! + filled, count - filled, off_t(offset + filled))
                if received < 0 && errno == EINTR { continue }
                failed = received < 0
                if received <= 0 { break }
                filled += received
            }
        }
        guard !failed else { throw .io("read", "a file") }
        return bytes
    }

    /// The whole file.
    ///
    /// - Throws: `StoreError` with `.io`.
    func readAll() throws(StoreError) -> [UInt8] {
        try read(from: 0, count: status().identity.size)
    }

    /// - Throws: `StoreError` with `.io`.
    func write(_ bytes: [UInt8]) throws(StoreError) {
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
            if written < 0 && errno == EINTR { continue }
            guard written >= 0 else { throw .io("write", "a file") }
            count += written
        }
    }

    /// Sets the time of modification to now, to the nanosecond: the system's own stamps are coarse, and two versions of
    /// a file must differ in theirs.
    ///
    /// - Throws: `StoreError` with `.io`.
    func stampModified() throws(StoreError) {
        var now = timespec()
        // SAFETY: `now` is a timespec the call may fill in; futimens reads two, of access and of modification.
        guard unsafe clock_gettime(CLOCK_REALTIME, &now) == 0, unsafe futimens(number, [now, now]) == 0 else {
            throw .io("stamp", "a file")
        }
    }

    /// Waits until the bytes, or a folder's names, are on the disk.
    ///
    /// - Throws: `StoreError` with `.io`.
    func synchronize() throws(StoreError) {
        guard fsync(number) == 0 else { throw .io("write", "a file or folder to the disk") }
    }

    // MARK: Locks

    enum Lock {
        /// Many may have it at once.
        case shared
        case exclusive
    }

    /// Locks the file, against other processes and other openings of it in this one, until it is closed.
    ///
    /// - Returns: whether the lock is there; without `waiting` it may be taken.
    func lock(_ lock: Lock, waiting: Bool = true) -> Bool {
        let operation = (lock == .shared ? LOCK_SH : LOCK_EX) | (waiting ? 0 : LOCK_NB)
        while flock(number, operation) != 0 {
            guard errno == EINTR else { return false }
        }
        return true
    }
}
