internal import COSProtocol
internal import FoundationEssentials

/// The folder of one upload in parts: a note of what it will be, and its parts, whose names hold their digests.
///
/// ```
/// .enhance/uploads/<id>/upload                   the note
/// .enhance/uploads/<id>/<number>-<MD5>           a part
/// ```
struct UploadFolder {
    private struct Note: Codable {
        let bucket: String
        let key: String
        let headers: ObjectHeaders
        let started: Int
    }

    private static let note = "upload"

    let folder: Descriptor

    /// Makes the folder, and is seen once its note is written.
    ///
    /// - Throws: `StoreError`: `.readOnly`, `.io`.
    init(making upload: MultipartUpload, in workspace: Workspace) throws(StoreError) {
        folder = try workspace.uploads().folder(making: upload.id.text)
        let note = Note(
            bucket: upload.bucket.text, key: upload.key.text, headers: upload.headers, started: upload.started)
        // Text and numbers alone can always be encoded.
        let json = Array((try? JSONEncoder().encode(note)) ?? Data())
        let name = Workspace.temporaryName()
        try workspace.writeTemporary(json, name, synchronizing: true)
        try workspace.temporary.rename(name, to: folder, Self.note)
    }

    /// `nil` when there is no such upload.
    ///
    /// - Throws: `StoreError`: `.forbidden`, `.io`.
    init?(_ id: UploadID, in workspace: Workspace) throws(StoreError) {
        guard let folder = try workspace.uploads().folder(id.text) else { return nil }
        self.folder = folder
    }

    /// `nil` while it is made or removed, or where its note is damaged.
    ///
    /// - Throws: `StoreError`: `.forbidden`, `.io`.
    func upload(_ id: UploadID) throws(StoreError) -> MultipartUpload? {
        guard let json = try folder.file(Self.note)?.readAll(),
            let note = try? JSONDecoder().decode(Note.self, from: Data(json)),
            let bucket = BucketName(note.bucket), let key = try? ObjectKey(note.key)
        else { return nil }
        return MultipartUpload(id: id, bucket: bucket, key: key, headers: note.headers, started: note.started)
    }

    /// Of each number the newest, by number, with their files' names.
    ///
    /// - Throws: `StoreError` with `.io`.
    func parts() throws(StoreError) -> [(part: UploadedPart, name: String)] {
        var newest: [PartNumber: (part: UploadedPart, name: String, modified: Int)] = [:]
        for name in try folder.names() {
            guard let (number, md5) = Self.parsed(name), let status = try folder.status(name) else { continue }
            let modified = status.identity.modified
            if let other = newest[number], other.modified > modified { continue }
            let part = UploadedPart(
                number: number, size: status.identity.size, md5: md5, lastModified: status.identity.lastModified)
            newest[number] = (part, name, modified)
        }
        return newest.values.sorted { $0.part.number < $1.part.number }.map { ($0.part, $0.name) }
    }

    /// Gives a finished temporary file its place, and removes an earlier part of its number.
    ///
    /// - Throws: `StoreError`: `.noSuchUpload`, `.io`.
    func publish(_ name: String, of temporary: Descriptor, as number: PartNumber, _ digest: ContentDigest)
        throws(StoreError)
    {
        // Removing an upload begins with its note; nothing may be added then.
        guard try folder.status(Self.note) != nil else { throw StoreError(.noSuchUpload, "the upload is gone") }
        let own = "\(number.value)-\(Hexadecimal.lower(digest.md5))"
        try temporary.rename(name, to: folder, own)
        for other in try folder.names() where other != own && Self.parsed(other)?.number == number {
            try folder.remove(other)
        }
        try folder.synchronize()
    }

    /// The note goes first: without it there is no upload.
    ///
    /// - Throws: `StoreError` with `.io`.
    func remove(_ id: UploadID, from workspace: Workspace) throws(StoreError) {
        try folder.remove(Self.note)
        for name in try folder.names() { try folder.remove(name) }
        _ = try workspace.uploads().removeFolder(id.text)
    }

    private static func parsed(_ name: String) -> (number: PartNumber, md5: [UInt8])? {
        let words = name.split(separator: "-")
        guard words.count == 2, let number = Int(words[0]).flatMap(PartNumber.init),
            let md5 = Hexadecimal.bytes(words[1]), md5.count == 16
        else { return nil }
        return (number, md5)
    }
}
