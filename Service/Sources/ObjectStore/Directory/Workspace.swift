internal import COSProtocol

/// The folder `.enhance` beside the buckets: temporary files, sidecars, and locks between processes.
///
/// ```
/// .enhance/tmp/new-…       an object or sidecar in the making
/// .enhance/tmp/commit-…    a publication or deletion under way
/// .enhance/uploads/<id>/…  uploads in parts
/// .enhance/<bucket>/…      sidecars, named by the SHA-256 of their keys
/// .enhance/lock            shared by every process that writes below it
/// .enhance/commit          held during a publication or deletion
/// ```
struct Workspace: Sendable {
    static let name = ObjectKey.reservedPrefix

    /// `.enhance` itself.
    let folder: Descriptor
    let temporary: Descriptor
    /// Closing it gives the lock back.
    private let lock: Descriptor

    /// Opens the folder below `root`, or makes it.
    ///
    /// - Throws: `StoreError`: `.readOnly`, `.io`, `.pathConflict` when a file or link has its name.
    init(below root: Descriptor) throws(StoreError) {
        folder = try root.folder(making: Self.name, permissions: 0o700)
        temporary = try folder.folder(making: "tmp")
        lock = try folder.lockFile("lock")
        // Only who is alone may clear: the files of a running process are in use.
        if lock.lock(.exclusive, waiting: false) { try clear(root) }
        _ = lock.lock(.shared)
    }

    /// Where uploads in parts are. A bucket may have the same name: its sidecars' names are longer.
    ///
    /// - Throws: `StoreError`: `.readOnly`, `.io`.
    func uploads() throws(StoreError) -> Descriptor {
        try folder.folder(making: "uploads")
    }

    /// A new name in `temporary`.
    static func temporaryName(_ purpose: String = "new") -> String {
        "\(purpose)-\(String(UInt64.random(in: .min ... .max), radix: 36))"
    }

    /// The lock that makes a publication or deletion one step for every other; closing it gives it back.
    ///
    /// - Throws: `StoreError`: `.readOnly`, `.io`.
    func commitLock() throws(StoreError) -> Descriptor {
        let lock = try folder.lockFile("commit")
        _ = lock.lock(.exclusive)
        return lock
    }

    /// Writes a whole file in `temporary`, which gets its name only then.
    ///
    /// - Throws: `StoreError`: `.readOnly`, `.io`; nothing is left behind then.
    func writeTemporary(_ bytes: [UInt8], _ name: String, synchronizing: Bool) throws(StoreError) {
        let first = Self.temporaryName()
        do throws(StoreError) {
            let file = try temporary.create(first)
            try file.write(bytes)
            if synchronizing { try file.synchronize() }
            try temporary.rename(first, to: temporary, name)
        } catch {
            try? temporary.remove(first)
            throw error
        }
    }

    /// Completes what a killed process had begun to publish, and removes what it had only staged.
    private func clear(_ root: Descriptor) throws(StoreError) {
        let names = try temporary.names()
        for name in names where name.hasPrefix("commit-") {
            if let json = try temporary.file(name)?.readAll(), let commit = Commit(json: json) {
                do throws(StoreError) {
                    try commit.perform(in: root, self)
                } catch  where error.code == .pathConflict {
                    // Somebody has put something else there since; nobody was promised this object.
                }
            }
            try temporary.remove(name)
        }
        // A bucket may be called tmp: its sidecars have other names, and stay.
        for name in names where name.hasPrefix("new-") { try temporary.remove(name) }
    }
}

extension Descriptor {
    /// A file that is made when it is not there, and holds nothing.
    func lockFile(_ name: String) throws(StoreError) -> Descriptor {
        if let file = try file(name) { return file }
        do throws(StoreError) {
            return try create(name)
        } catch {
            // Another process was faster.
            guard let file = try file(name) else { throw error }
            return file
        }
    }
}
