#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// How many descriptors the process may have.
enum DescriptorLimit {
    /// What objects, logs and the system's own need beside connections.
    private static let reserve = 256

    /// Connections that may be open at once on a listener; more wait until one is closed.
    static var connections: Int {
        var limit = rlimit()
        // SAFETY: `limit` is an rlimit the call may fill in.
        guard unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return 512 }
        return max(16, min(Int(clamping: limit.rlim_cur) - reserve, 20_000) / 2)
    }

    /// As many as the administrator allows.
    static func raise() {
        var limit = rlimit()
        // SAFETY: as above; setrlimit reads it.
        guard unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return }
        limit.rlim_cur = min(limit.rlim_max, 1 << 16)
        _ = unsafe setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    }
}
