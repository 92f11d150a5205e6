#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif
#if canImport(Glibc)
    internal import Glibc
#endif

/// How much memory there is to use.
enum MachineMemory {
    /// Bytes that the machine has, or less where the process's control group allows less.
    static var bytes: Int {
        let physical = sysconf(Int32(_SC_PHYS_PAGES)) * sysconf(Int32(_SC_PAGESIZE))
        return ([physical] + groupLimits).min() ?? physical
    }

    /// Versions 2 and 1, each as a container sees its own group.
    private static var groupLimits: [Int] {
        ["/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"].compactMap { path in
            // "max" where there is no limit; version 1 says so by a number beyond any machine.
            FileManager.default.contents(atPath: path)
                .flatMap { String(validating: $0, as: UTF8.self) }
                .flatMap { Int($0.prefix { $0.isNumber }) }
        }
    }
}
