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
        // The pages are never touched, so this costs two calls of the system.
        guard byteCount > 0 else { return byteCount == 0 }
        guard let memory = unsafe malloc(byteCount) else { return false }
        unsafe free(memory)
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
