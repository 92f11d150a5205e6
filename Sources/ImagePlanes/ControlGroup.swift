#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// What containers and service managers on Linux allow a process, by cgroup v2: what its group has, and all groups above.
struct ControlGroup {
    /// Folders of the groups, from the process's own up.
    private let folders: [String]

    /// - Parameters:
    ///   - root: where the hierarchy is mounted.
    ///   - membership: names the process's group below it, in a line that begins with `0::`.
    init(root: String = "/sys/fs/cgroup", membership: String = "/proc/self/cgroup") {
        let lines = Self.text(in: membership)?.split(separator: "\n") ?? []
        var path = lines.first { $0.hasPrefix("0::") }?.dropFirst(3) ?? ""
        var folders: [String] = []
        while let slash = path.lastIndex(of: "/") {
            folders.append(root + path)
            path = path[..<slash]
        }
        self.folders = folders + [root]
    }

    /// Processors' worth of time, the last one perhaps in part: `cpu.max` holds microseconds of each period, both in
    /// microseconds. `nil` where it is not bounded.
    var processorCount: Int? {
        let counts: [Int] = texts("cpu.max").compactMap { text in
            let numbers = text.split { $0.isWhitespace }.map { Int($0) }
            guard numbers.count == 2, let quota = numbers[0], let period = numbers[1], quota > 0, period > 0 else {
                return nil
            }
            return quota / period + (quota % period > 0 ? 1 : 0)
        }
        return counts.min()
    }

    /// Memory in bytes; `nil` where it is not bounded.
    var memoryByteCount: Int? {
        texts("memory.max").compactMap { Int($0.prefix { $0.isNumber }) }.filter { $0 > 0 }.min()
    }

    private func texts(_ name: String) -> [String] {
        folders.compactMap { Self.text(in: "\($0)/\(name)") }
    }

    /// What a small file of the kernel's holds.
    static func text(in path: String) -> String? {
        // SAFETY: the file is closed once, and no more is read than the buffer holds.
        guard let file = unsafe fopen(path, "r") else { return nil }
        defer { unsafe fclose(file) }
        var buffer = [UInt8](repeating: 0, count: 8192)
        let count = unsafe fread(&buffer, 1, buffer.count, file)
        return String(decoding: buffer.prefix(count), as: UTF8.self)
    }
}
