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
        let groups = ["/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"]
        return groups.compactMap(number(in:)).filter { $0 > 0 }.reduce(machine, min)
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

    private static func number(in path: String) -> Int? {
        // SAFETY: the file is closed once, and no more is read than the buffer holds.
        guard let file = unsafe fopen(path, "r") else { return nil }
        defer { unsafe fclose(file) }
        var buffer = [UInt8](repeating: 0, count: 32)
        let count = unsafe fread(&buffer, 1, buffer.count, file)
        let digits = buffer.prefix(count).prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        return Int(String(decoding: digits, as: UTF8.self))
    }
}
