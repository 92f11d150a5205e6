internal import COSProtocol
internal import FoundationEssentials

/// What a publication or deletion is about to change, written down first, so that a process killed on the way leaves it
/// to the next start to do the rest.
struct Commit: Sendable, Codable {
    struct Object: Sendable, Codable {
        let bucket: String
        let key: String
        /// `nil` for a deletion.
        let files: Files?

        init(_ key: ObjectKey, in bucket: BucketName, files: Files?) {
            self.bucket = bucket.text
            self.key = key.text
            self.files = files
        }
    }

    /// Names in the workspace's temporary folder.
    struct Files: Sendable, Codable {
        let object: String
        let sidecar: String
    }

    let objects: [Object]

    init(_ objects: [Object]) {
        self.objects = objects
    }

    init?(json: [UInt8]) {
        guard let commit = try? JSONDecoder().decode(Commit.self, from: Data(json)) else { return nil }
        self = commit
    }

    private var isDeletion: Bool { objects.allSatisfy { $0.files == nil } }

    /// Writes itself down, does all, and removes the note.
    ///
    /// - Throws: `StoreError`: `.readOnly`, `.io`, `.pathConflict`. The note is removed then too: whoever asked is told
    ///   of the failure, and the next start must not do what failed.
    func run(in root: Descriptor, _ workspace: Workspace) throws(StoreError) {
        let note = Workspace.temporaryName("commit")
        defer { try? workspace.temporary.remove(note) }
        // Text alone can always be encoded.
        let json = (try? JSONEncoder().encode(self)) ?? Data()
        do {
            // One object is one rename; several must come together even through a power failure.
            try workspace.writeTemporary(Array(json), note, synchronizing: objects.count > 1)
        } catch {
            // A full disk is why somebody deletes. Killed on the way, that leaves a sidecar that describes nothing.
            guard isDeletion else { throw error }
        }
        try perform(in: root, workspace)
    }

    /// Does what is not yet done: in reverse, so that whoever finds the first object finds all.
    ///
    /// - Throws: `StoreError`: `.readOnly`, `.io`, `.pathConflict`.
    func perform(in root: Descriptor, _ workspace: Workspace) throws(StoreError) {
        for object in objects.reversed() {
            guard let bucket = BucketName(object.bucket), let key = try? ObjectKey(object.key),
                let folder = try root.folder(bucket.text)
            else { continue }
            if let files = object.files {
                let sidecars = try workspace.folder.folder(making: bucket.text)
                try Self.publish(files, of: workspace.temporary, as: key, in: folder, sidecars: sidecars)
            } else {
                try Self.delete(key, in: folder)
                try workspace.folder.folder(bucket.text)?.remove(Sidecar.name(of: key))
            }
        }
    }

    /// The sidecar first: it describes the old object too, but the old one does not describe the new object.
    private static func publish(
        _ files: Files, of temporary: Descriptor, as key: ObjectKey, in bucket: Descriptor, sidecars: Descriptor
    ) throws(StoreError) {
        guard try temporary.status(files.object) != nil else { return }
        if try temporary.status(files.sidecar) != nil {
            try temporary.rename(files.sidecar, to: sidecars, Sidecar.name(of: key))
        }
        let path = key.segments
        let folder = try bucket.folder(making: path.dropLast())
        try temporary.rename(files.object, to: folder, path[path.count - 1])
        try folder.synchronize()
    }

    /// With the folders that are empty then.
    private static func delete(_ key: ObjectKey, in bucket: Descriptor) throws(StoreError) {
        var path = key.segments
        guard let folder = try bucket.folder(at: path.dropLast()), let name = path.popLast(),
            try folder.status(name)?.kind != .folder
        else { return }
        try folder.remove(name)
        while let name = path.popLast(), try bucket.folder(at: path)?.removeFolder(name) == true {}
    }
}
