internal import Synchronization

/// Bytes by name in a folder, as long as there is room; what was not used for the longest time goes first.
///
/// Nothing here is ever relied on: an entry that is damaged, cut short or another's is found when it is read, and
/// removed. What was used last is still known after a restart, by the files' times. One process should use a folder;
/// should several, each counts its own entries.
public final class FileCache: Sendable {
    private struct State {
        var entries: [String: (bytes: Int, lastUse: Int)] = [:]
        var bytes = 0
    }

    /// How full the folder is after making room, so that it is not made for each new entry.
    private static let fillAfterEviction = 0.9

    /// Bytes of all files together.
    public let capacity: Int
    private let root: Descriptor
    private let temporary: Descriptor
    private let state = Mutex(State())

    /// Opens a folder, looks what is in it and makes room where that is too much.
    ///
    /// - Throws: `StoreError` when `path` is no folder that can be written to.
    public init(path: String, capacity: Int) throws(StoreError) {
        self.capacity = capacity
        root = try Descriptor.folder(at: path)
        temporary = try root.folder(making: "tmp")
        for name in try temporary.names() { try temporary.remove(name) }
        for shelf in try root.names() where shelf.utf8.count == 2 {
            guard let folder = try root.folder(shelf) else { continue }
            for name in try folder.names() {
                guard let status = try folder.status(name), status.kind == .regular else { continue }
                note(name, bytes: status.identity.size, lastUse: status.identity.modified)
            }
        }
        makeRoom()
    }

    public var byteCount: Int { state.withLock { $0.bytes } }

    /// An entry, checked whole; `nil` where there is none that is sound.
    public func entry(_ key: CacheKey) async -> CacheEntry? {
        let entry = try? await BlockingWork.run { () throws(StoreError) -> CacheEntry? in
            guard let file = try self.shelf(of: key)?.file(key.name) else { return nil }
            guard let entry = try CacheEntry(file, key: key) else {
                try self.shelf(of: key)?.remove(key.name)
                self.forget(key.name)
                return nil
            }
            // A file of somebody else's can be read though not stamped.
            try? file.stampModified()
            let identity = try file.status().identity
            self.note(key.name, bytes: identity.size, lastUse: identity.modified)
            return entry
        }
        return entry ?? nil
    }

    /// Keeps `bytes`, if they fit.
    ///
    /// - Parameter label: what comes back with them; up to 255 bytes.
    /// - Throws: `StoreError`: `.readOnly`, `.io`; the cache is sound then too.
    public func insert(_ bytes: [UInt8], label: String, as key: CacheKey) async throws(StoreError) {
        try await BlockingWork.run { () throws(StoreError) in
            let header = CacheEntry.header(of: bytes, label: label, key: key)
            guard header.count + bytes.count <= self.capacity else { return }
            let name = Workspace.temporaryName()
            do throws(StoreError) {
                let file = try self.temporary.create(name)
                try file.write(header)
                try file.write(bytes)
                try file.stampModified()
                let identity = try file.status().identity
                try self.temporary.rename(name, to: self.root.folder(making: key.shelf), key.name)
                self.note(key.name, bytes: identity.size, lastUse: identity.modified)
            } catch {
                try? self.temporary.remove(name)
                throw error
            }
            self.makeRoom()
        }
    }

    private func shelf(of key: CacheKey) throws(StoreError) -> Descriptor? { try root.folder(key.shelf) }

    // MARK: What is there

    private func note(_ name: String, bytes: Int, lastUse: Int) {
        state.withLock { state in
            state.bytes += bytes - (state.entries[name]?.bytes ?? 0)
            state.entries[name] = (bytes, lastUse)
        }
    }

    private func forget(_ name: String) {
        state.withLock { state in state.bytes -= state.entries.removeValue(forKey: name)?.bytes ?? 0 }
    }

    /// Files that are open go on being read.
    private func makeRoom() {
        let victims = state.withLock { state -> [String] in
            guard state.bytes > capacity else { return [] }
            let goal = Int(Double(capacity) * Self.fillAfterEviction)
            var victims: [String] = []
            for (name, entry) in state.entries.sorted(by: { $0.value.lastUse < $1.value.lastUse })
            where state.bytes > goal {
                state.entries[name] = nil
                state.bytes -= entry.bytes
                victims.append(name)
            }
            return victims
        }
        for name in victims { try? root.folder(CacheKey.shelf(of: name))?.remove(name) }
    }
}
