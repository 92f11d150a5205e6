internal import COSProtocol
internal import ImageEnhance
internal import ImageService
internal import ObjectStore

/// What a download is made of: an object, or a file from elsewhere.
struct DownloadSource: Sendable {
    let etag: EntityTag
    /// Seconds since 1970; `nil` for what is made anew each time.
    let lastModified: Int?
    let headers: ObjectHeaders
    /// The bytes as they are.
    let body: Reply.Body

    init(_ object: any StoredObject) {
        etag = object.metadata.etag
        lastModified = object.metadata.lastModified
        headers = object.metadata.headers
        body = .source(object, 0..<object.metadata.size)
    }

    /// Nothing of what its sender says of it is passed on: the type is that of the bytes.
    init(_ file: FetchedFile) {
        etag = file.etag
        lastModified = nil
        var headers = ObjectHeaders()
        headers["content-type"] = file.format?.mediaType ?? MediaType.binary
        self.headers = headers
        body = .bytes(file.bytes)
    }

    /// What tells this version from others.
    func validators(_ etag: EntityTag) -> [(name: String, value: String)] {
        [("ETag", etag.text)] + (lastModified.map { [("Last-Modified", HTTPDate.text($0))] } ?? [])
    }
}
