#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

extension StoreError {
    /// The failure that `errno` tells of: `.readOnly` where permission is missing, else `.io`.
    static func io(_ action: String, _ name: String) -> StoreError {
        let number = errno
        // SAFETY: strerror gives a string that lives until this thread's next call of it.
        let message = "cannot \(action) \(name): \(unsafe String(cString: strerror(number)))"
        return StoreError([EROFS, EACCES, EPERM].contains(number) ? .readOnly : .io, message)
    }

    static func conflict(_ name: String) -> StoreError {
        StoreError(.pathConflict, "\(name) is in the way")
    }
}
