/// Where results are kept, and how much of them.
struct CacheOptions: Sendable, Hashable {
    let path: String
    /// Bytes of all results together.
    let capacity: Int

    init(path: String, capacity: Int) {
        self.path = path
        self.capacity = capacity
    }

    /// `nil` where none are kept.
    init?(_ options: OptionReader) throws(UsageError) {
        let capacity = try options.integer(.cacheBytes, 1...Int.max) ?? 1 << 30
        guard let path = options.text(.cache), path != "off" else { return nil }
        self.init(path: path, capacity: capacity)
    }
}
