internal import COSProtocol

#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// Uploads in parts to a `DirectoryStore`.
struct DirectoryUploads: MultipartStore {
    /// Bytes that are copied at once.
    private static let piece = 1 << 20

    let store: DirectoryStore

    func begin(
        _ key: ObjectKey, in bucket: BucketName, headers: ObjectHeaders
    ) async throws(StoreError) -> MultipartUpload {
        try await BlockingWork.run { () throws(StoreError) in
            try store.checkPlace(of: key, in: bucket)
            let upload = MultipartUpload(
                id: .random(), bucket: bucket, key: key, headers: headers, started: time(nil))
            _ = try UploadFolder(making: upload, in: store.workspace())
            return upload
        }
    }

    func upload(
        _ id: UploadID, of key: ObjectKey, in bucket: BucketName
    ) async throws(StoreError) -> MultipartUpload {
        try await BlockingWork.run { () throws(StoreError) in
            guard let upload = try self.folder(id).upload(id), upload.key == key, upload.bucket == bucket else {
                throw Self.missing(id)
            }
            return upload
        }
    }

    func stage(_ number: PartNumber, of upload: MultipartUpload) async throws(StoreError) -> any StagedPart {
        try await BlockingWork.run { () throws(StoreError) in
            try StagedPartFile(number, of: self.folder(upload.id), store.workspace())
        }
    }

    func parts(of upload: MultipartUpload) async throws(StoreError) -> [UploadedPart] {
        try await BlockingWork.run { () throws(StoreError) in try self.folder(upload.id).parts().map(\.part) }
    }

    func assemble(
        _ parts: [UploadCompletion.Part], of upload: MultipartUpload
    ) async throws(StoreError) -> (object: any StagedObject, digest: ContentDigest) {
        try await BlockingWork.run { () throws(StoreError) in
            try store.checkPlace(of: upload.key, in: upload.bucket)
            let folder = try self.folder(upload.id)
            let uploaded = try folder.parts()
            let names = Dictionary(uploaded.map { ($0.part.number, $0.name) }) { $1 }
            let chosen = try UploadedPart.chosen(parts, from: uploaded.map(\.part))
            let object = try StagedFile(
                upload.key, in: upload.bucket, headers: upload.headers, folder: store.workspace().temporary)
            for part in chosen {
                guard let name = names[part.number], let file = try folder.folder.file(name) else {
                    throw Self.missing(upload.id)
                }
                for offset in stride(from: 0, to: part.size, by: Self.piece) {
                    try object.append(file.read(from: offset, count: min(Self.piece, part.size - offset)))
                }
            }
            return (object, try object.finish(etag: EntityTag(partMD5s: chosen.map(\.md5))))
        }
    }

    func remove(_ upload: MultipartUpload) async throws(StoreError) {
        try await BlockingWork.run { () throws(StoreError) in
            let workspace = try store.workspace()
            try UploadFolder(upload.id, in: workspace)?.remove(upload.id, from: workspace)
        }
    }

    func uploads(in bucket: BucketName) async throws(StoreError) -> [MultipartUpload] {
        try await BlockingWork.run { () throws(StoreError) in
            var uploads: [MultipartUpload] = []
            for (id, folder) in try self.all() {
                guard let upload = try folder.upload(id), upload.bucket == bucket else { continue }
                uploads.append(upload)
            }
            return uploads
        }
    }

    func removeAbandoned(before time: Int) async throws(StoreError) -> Int {
        try await BlockingWork.run { () throws(StoreError) in
            guard let workspace = try store.existingWorkspace() else { return 0 }
            var count = 0
            for (id, folder) in try self.all() where try folder.folder.status().identity.lastModified < time {
                try folder.remove(id, from: workspace)
                count += 1
            }
            return count
        }
    }

    /// Also those that are being made or removed.
    private func all() throws(StoreError) -> [(id: UploadID, folder: UploadFolder)] {
        guard let workspace = try store.existingWorkspace() else { return [] }
        var all: [(id: UploadID, folder: UploadFolder)] = []
        for name in try workspace.uploads().names() {
            guard let id = UploadID(name), let folder = try UploadFolder(id, in: workspace) else { continue }
            all.append((id, folder))
        }
        return all
    }

    private func folder(_ id: UploadID) throws(StoreError) -> UploadFolder {
        guard let workspace = try store.existingWorkspace(), let folder = try UploadFolder(id, in: workspace) else {
            throw Self.missing(id)
        }
        return folder
    }

    private static func missing(_ id: UploadID) -> StoreError { StoreError(.noSuchUpload, "no upload \(id)") }
}
