internal import AsyncHTTPClient
internal import COSProtocol
internal import NIOHTTP1
internal import ObjectStore

/// What an origin tells of a file, as an object's metadata.
enum OriginMetadata {
    /// - Parameter key: to guess a type by where none is told.
    /// - Throws: `StoreError` with `.io` when it does not tell what an object must have.
    static func read(_ response: HTTPClientResponse, key: ObjectKey) throws(StoreError) -> ObjectMetadata {
        guard let size = size(response), size >= 0 else {
            throw StoreError(.io, "\(key): the origin tells no Content-Length, which this server needs")
        }
        let headers = response.headers
        let lastModified = headers.first(name: "last-modified").flatMap(HTTPDate.seconds)
        let etag: EntityTag
        if let text = headers.first(name: "etag") {
            // Weak or not: clients compare it with what they were given.
            etag = EntityTag(text: String(text.trimmingPrefix("W/")))
        } else if let lastModified {
            etag = EntityTag(text: "\"\(lastModified)-\(size)\"")
        } else {
            throw StoreError(.io, "\(key): the origin tells neither ETag nor Last-Modified: versions look alike")
        }
        var kept = ObjectHeaders(keeping: HeaderFields(headers.map { ($0.name, $0.value) }))
        if kept["content-type"] == nil { kept["content-type"] = MediaType.of([], key: key.text) }
        return ObjectMetadata(size: size, etag: etag, lastModified: lastModified ?? 0, crc64: nil, headers: kept)
    }

    /// Of the whole file, also where the answer is a part of it.
    private static func size(_ response: HTTPClientResponse) -> Int? {
        guard response.status == .partialContent else {
            return response.headers.first(name: "content-length").flatMap { Int($0) }
        }
        return response.headers.first(name: "content-range")?.split(separator: "/").last.flatMap { Int($0) }
    }
}
