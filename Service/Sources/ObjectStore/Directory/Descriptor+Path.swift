extension Descriptor {
    /// The folder at the end of a path below this one, each segment opened without following a link; `nil` when one is
    /// not there.
    ///
    /// - Throws: `StoreError`: `.forbidden`, `.io`.
    func folder(at path: some Sequence<Substring>) throws(StoreError) -> Descriptor? {
        var folder = self
        for segment in path {
            guard let next = try folder.folder(segment) else { return nil }
            folder = next
        }
        return folder
    }

    /// As `folder(at:)`, making what is not there.
    ///
    /// - Throws: `StoreError`: `.pathConflict` when something else has a folder's name; `.readOnly`, `.io`.
    func folder(making path: some Sequence<Substring>) throws(StoreError) -> Descriptor {
        var folder = self
        for segment in path { folder = try folder.folder(making: segment) }
        return folder
    }

    /// The file at the end of a path; `nil` when none is there.
    ///
    /// - Throws: `StoreError`: `.forbidden`, `.io`.
    func file(at path: [Substring]) throws(StoreError) -> Descriptor? {
        guard let name = path.last else { return nil }
        return try folder(at: path.dropLast())?.file(name)
    }

    /// Whether a file is at the end of a path, which must be one that a file can have: no file may lie where a folder
    /// must be, and no folder, link or pipe at its end.
    ///
    /// - Throws: `StoreError`: `.pathConflict`, `.io`.
    func hasFile(at path: [Substring]) throws(StoreError) -> Bool {
        var folder = self
        for (index, segment) in path.enumerated() {
            guard let status = try folder.status(segment) else { return false }
            let isLast = index == path.count - 1
            guard status.kind == (isLast ? .regular : .folder) else { throw .conflict(String(segment)) }
            if isLast { break }
            guard let next = try folder.folder(segment) else { throw .conflict(String(segment)) }
            folder = next
        }
        return true
    }
}
