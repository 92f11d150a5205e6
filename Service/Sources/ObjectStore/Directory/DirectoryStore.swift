public import COSProtocol
internal import Synchronization

/// Objects as plain files below one folder: `<folder>/<bucket>/<key>`. An existing folder of photographs is a bucket
/// without import, and buckets are the folders that exist.
///
/// What a plain file can't hold is kept below `<folder>/.enhance`, made at the first write: headers, ETag, CRC. A file
/// put there or changed by hand is served with an ETag of its time and size, and a guessed type. No link is followed.
/// Several processes may serve one folder.
public final class DirectoryStore: ObjectStore {
    private let root: Descriptor
    private let openWorkspace: Mutex<Workspace?>

    /// Opens a folder and clears what a killed process left in it.
    ///
    /// - Throws: `StoreError` when `path` is no folder that can be opened.
    public init(path: String) throws(StoreError) {
        root = try Descriptor.folder(at: path)
        // A folder that was never written to stays as it is; one that can't be written to can still be read from.
        let hasWorkspace = try root.folder(Workspace.name) != nil
        openWorkspace = Mutex(hasWorkspace ? try? Workspace(below: root) : nil)
    }

    // MARK: Buckets

    public func contains(_ bucket: BucketName) async throws(StoreError) -> Bool {
        try await BlockingWork.run { () throws(StoreError) in try self.root.folder(bucket.text) != nil }
    }

    public func buckets() async throws(StoreError) -> [BucketName] {
        try await BlockingWork.run { () throws(StoreError) in
            var buckets: [BucketName] = []
            for name in try self.root.names() {
                guard let bucket = BucketName(name), try self.root.folder(name) != nil else { continue }
                buckets.append(bucket)
            }
            return buckets
        }
    }

    // MARK: Reading

    public func object(_ key: ObjectKey, in bucket: BucketName) async throws(StoreError) -> any StoredObject {
        try await BlockingWork.run { () throws(StoreError) in try self.open(key, in: bucket) }
    }

    private func open(_ key: ObjectKey, in bucket: BucketName) throws(StoreError) -> StoredFile {
        var last: FileIdentity?
        while true {
            let file = try openFile(key, in: bucket)
            let identity = try file.status().identity
            if let version = try sidecar(of: key, in: bucket)?.version(of: identity) {
                return StoredFile(file, metadata: version.metadata)
            }
            // The object may have been replaced between the two looks; a second pair of looks at the same file tells.
            guard identity == last else {
                last = identity
                continue
            }
            let prefix = try file.read(from: 0, count: min(identity.size, MediaType.prefixLength))
            let type = ObjectHeaders([.init(name: "content-type", value: MediaType.of(prefix, key: key.text))])
            let metadata = ObjectMetadata(
                size: identity.size, etag: EntityTag(text: "\"\(identity.modified)-\(identity.size)\""),
                lastModified: identity.lastModified, crc64: nil, headers: type)
            return StoredFile(file, metadata: metadata)
        }
    }

    private func openFile(_ key: ObjectKey, in bucket: BucketName) throws(StoreError) -> Descriptor {
        guard let file = try folder(of: bucket).file(at: key.segments) else {
            throw StoreError(.noSuchKey, "no object \(key)")
        }
        return file
    }

    private func sidecar(of key: ObjectKey, in bucket: BucketName) throws(StoreError) -> Sidecar? {
        guard let file = try root.folder(Workspace.name)?.folder(bucket.text)?.file(Sidecar.name(of: key)) else {
            return nil
        }
        return Sidecar(json: try file.readAll())
    }

    // MARK: Writing

    public func stage(
        _ key: ObjectKey, in bucket: BucketName, headers: ObjectHeaders
    ) async throws(StoreError) -> any StagedObject {
        try await BlockingWork.run { () throws(StoreError) in
            try self.checkPlace(of: key, in: bucket)
            return try StagedFile(key, in: bucket, headers: headers, folder: self.workspace().temporary)
        }
    }

    public func publish(_ objects: [any StagedObject], keepingExisting: Bool) async throws(StoreError) {
        let files = objects.compactMap { $0 as? StagedFile }
        precondition(files.count == objects.count, "objects are published by the store that staged them")
        guard let first = files.first else { return }
        try Self.checkTogether(files)
        try await BlockingWork.run { () throws(StoreError) in
            let workspace = try self.workspace()
            let lock = try workspace.commitLock()
            defer { withExtendedLifetime(lock) {} }
            for file in files {
                let exists = try self.folder(of: file.bucket).hasFile(at: file.key.segments)
                if exists && keepingExisting && file === first {
                    throw StoreError(.alreadyExists, "\(file.key) exists")
                }
            }
            try self.publish(files, workspace)
        }
    }

    private func publish(_ files: [StagedFile], _ workspace: Workspace) throws(StoreError) {
        var objects: [Commit.Object] = []
        do throws(StoreError) {
            for file in files {
                let sidecar = Workspace.temporaryName()
                try workspace.writeTemporary(self.sidecar(of: file).json, sidecar, synchronizing: true)
                objects.append(.init(file.key, in: file.bucket, files: .init(object: file.name, sidecar: sidecar)))
            }
            try Commit(objects).run(in: root, workspace)
            for file in files { file.markPublished() }
        } catch {
            for object in objects { try? workspace.temporary.remove(object.files!.sidecar) }
            throw error
        }
    }

    private func sidecar(of file: StagedFile) throws(StoreError) -> Sidecar {
        guard let version = file.version else { preconditionFailure("an object must be finished before publishing") }
        let identity = try folder(of: file.bucket).file(at: file.key.segments)?.status().identity
        let replaced = try sidecar(of: file.key, in: file.bucket)
        return Sidecar(key: file.key, version: version, previous: identity.flatMap { replaced?.version(of: $0) })
    }

    /// What is published at once must be able to exist at once: not `a` and `a/b`, not one key twice.
    private static func checkTogether(_ files: [StagedFile]) throws(StoreError) {
        for (index, file) in files.enumerated() {
            for other in files[..<index] where file.bucket == other.bucket {
                let (a, b) = (file.key.text, other.key.text)
                if a == b || a.hasPrefix(b + "/") || b.hasPrefix(a + "/") { throw .conflict(a) }
            }
        }
    }

    public func delete(_ key: ObjectKey, in bucket: BucketName) async throws(StoreError) {
        try await BlockingWork.run { () throws(StoreError) in
            guard try self.folder(of: bucket).file(at: key.segments) != nil else { return }
            let workspace = try self.workspace()
            let lock = try workspace.commitLock()
            defer { withExtendedLifetime(lock) {} }
            try Commit([.init(key, in: bucket, files: nil)]).run(in: self.root, workspace)
        }
    }

    public var multipart: (any MultipartStore)? { DirectoryUploads(store: self) }

    // MARK: Folders

    /// - Throws: `StoreError`: `.noSuchBucket`, `.pathConflict`, `.io`.
    func checkPlace(of key: ObjectKey, in bucket: BucketName) throws(StoreError) {
        _ = try folder(of: bucket).hasFile(at: key.segments)
    }

    private func folder(of bucket: BucketName) throws(StoreError) -> Descriptor {
        guard let folder = try root.folder(bucket.text) else { throw StoreError(.noSuchBucket, "no bucket \(bucket)") }
        return folder
    }

    /// `nil` while nothing was ever written.
    func existingWorkspace() throws(StoreError) -> Workspace? {
        guard try root.folder(Workspace.name) != nil else { return nil }
        return try workspace()
    }

    /// Made at the first use.
    func workspace() throws(StoreError) -> Workspace {
        try openWorkspace.withLock { (workspace) throws(StoreError) in
            if let workspace { return workspace }
            let made = try Workspace(below: root)
            workspace = made
            return made
        }
    }
}
