internal import COSProtocol
internal import NIOHTTP1
internal import ObjectStore

/// What an object keeps besides its bytes, as headers of the store's.
enum S3Metadata {
    private static let userPrefix = "x-amz-meta-"
    private static let cosPrefix = "x-cos-meta-"
    /// What only this service knows of an object; whoever replaces the object replaces these too.
    private static let crc64 = userPrefix + "enhance-crc64"
    private static let etag = userPrefix + "enhance-etag"

    static func headers(_ kept: ObjectHeaders, _ digest: ContentDigest) -> [(name: String, value: String)] {
        var headers = kept.fields.map { field in
            let name = field.name.hasPrefix(cosPrefix) ? userPrefix + field.name.dropFirst(cosPrefix.count) : field.name
            return (name: name, value: field.value)
        }
        headers.append((crc64, "\(digest.crc64)"))
        // The store's own tag is that of the bytes.
        if digest.etag != EntityTag(md5: digest.md5) { headers.append((etag, digest.etag.text)) }
        return headers
    }

    /// - Parameter key: to guess a type by where none was kept.
    static func read(_ response: S3Client.Response, key: ObjectKey) -> ObjectMetadata? {
        guard let size = response.header("content-length").flatMap({ Int($0) }),
            let version = response.header("etag")
        else { return nil }
        var kept = ObjectHeaders(
            keeping: HeaderFields(
                response.headers.map { name, value in
                    let name = name.lowercased()
                    return (name.hasPrefix(userPrefix) ? cosPrefix + name.dropFirst(userPrefix.count) : name, value)
                }))
        kept.fields.removeAll { $0.name.hasPrefix(cosPrefix + "enhance-") }
        if kept["content-type"] == nil { kept["content-type"] = MediaType.of([], key: key.text) }
        return ObjectMetadata(
            size: size, etag: EntityTag(text: response.header(etag) ?? version),
            lastModified: response.header("last-modified").flatMap(HTTPDate.seconds) ?? 0,
            crc64: response.header(crc64).flatMap { UInt64($0) }, headers: kept)
    }
}
