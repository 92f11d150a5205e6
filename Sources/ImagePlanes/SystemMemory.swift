#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// What the machine can give.
package enum SystemMemory {
    /// Memory in bytes that this process may use: the machine's, or less where its container has less.
    package static let byteCount: Int = {
        let machine = sysconf(Int32(_SC_PHYS_PAGES)) * sysconf(Int32(_SC_PAGESIZE))
        let version1 = ControlGroup.text(in: "/sys/fs/cgroup/memory/memory.limit_in_bytes")
            .flatMap { Int($0.prefix { $0.isNumber }) }
        return [version1, ControlGroup().memoryByteCount].compactMap(\.self).filter { $0 > 0 }.reduce(machine, min)
    }()

    /// Whether so many bytes can be had now. Swift's own arrays end the process where they can't.
    package static func canAllocate(_ byteCount: Int) -> Bool {
        // Not by malloc: optimisers take away one whose memory nobody uses, and then it never fails. The pages are never
        // touched, so this costs two calls of the system.
        guard byteCount > 0 else { return byteCount == 0 }
        // SAFETY: a new mapping that nobody else knows of; it is given back as it came.
        guard let memory = unsafe mmap(nil, byteCount, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0),
            unsafe memory != MAP_FAILED
        else { return false }
        unsafe munmap(memory, byteCount)
        return true
    }
}
