public import COSProtocol

/// An object that arrives in parts.
public struct MultipartUpload: Sendable, Hashable {
    public let id: UploadID
    public let bucket: BucketName
    public let key: ObjectKey
    /// What the object will keep besides its bytes.
    public let headers: ObjectHeaders
    /// Seconds since 1970.
    public let started: Int

    public init(id: UploadID, bucket: BucketName, key: ObjectKey, headers: ObjectHeaders, started: Int) {
        self.id = id
        self.bucket = bucket
        self.key = key
        self.headers = headers
        self.started = started
    }
}

/// A part that has arrived.
public struct UploadedPart: Sendable, Hashable {
    public let number: PartNumber
    /// In bytes.
    public let size: Int
    /// 16 bytes.
    public let md5: [UInt8]
    /// Seconds since 1970.
    public let lastModified: Int

    public init(number: PartNumber, size: Int, md5: [UInt8], lastModified: Int) {
        self.number = number
        self.size = size
        self.md5 = md5
        self.lastModified = lastModified
    }

    public var etag: EntityTag { EntityTag(md5: md5) }

    /// The parts that a client wants put together.
    ///
    /// - Throws: `StoreError` with `.invalidPart`, naming the first that is not there as the client thinks.
    public static func chosen(
        _ wanted: [UploadCompletion.Part], from parts: [UploadedPart]
    ) throws(StoreError) -> [UploadedPart] {
        let byNumber = Dictionary(parts.map { ($0.number, $0) }) { $1 }
        var chosen: [UploadedPart] = []
        for part in wanted {
            guard let uploaded = byNumber[part.number], uploaded.etag == part.etag else {
                throw StoreError(.invalidPart, "part \(part.number.value) has not arrived, or has another ETag")
            }
            chosen.append(uploaded)
        }
        return chosen
    }
}
