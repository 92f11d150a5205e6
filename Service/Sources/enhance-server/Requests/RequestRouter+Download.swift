internal import COSProtocol
internal import ImageService
internal import ObjectStore

extension RequestRouter {
    /// GET and HEAD of an object, as it is or enhanced, and of an image from elsewhere.
    func download(_ context: RequestContext, _ connection: Connection) async throws -> Reply {
        let query = context.target.query
        guard query.contains("ci-process") else {
            try context.require(.getObject)
            let key = try context.key()
            // Refuses other forms of processing.
            _ = try ProcessingParameters(query: query)
            return try original(try await service.open(key, in: context.bucket), context)
        }
        if let url = query["detect-url"], !url.isEmpty {
            return try await fetched(url, context, connection)
        }
        try context.require(.getObject)
        try context.require(.enhanceImage)
        return try await enhanced(try context.key(), context, connection)
    }

    // MARK: As it is

    private func original(_ object: any StoredObject, _ context: RequestContext) throws -> Reply {
        let metadata = object.metadata
        var reply = Reply(status: 200, headers: headers(of: object, context))
        if let early = try conditional(DownloadSource(object), etag: metadata.etag, context) { return early }
        switch try range(of: object, context) {
        case .whole:
            if let crc = metadata.crc64 { reply.headers.append(("x-cos-hash-crc64ecma", "\(crc)")) }
            reply.body = .source(object, 0..<metadata.size)
        case .part(let range):
            reply.status = 206
            reply.headers.append(
                ("Content-Range", "bytes \(range.lowerBound)-\(range.upperBound - 1)/\(metadata.size)"))
            reply.body = .source(object, range)
        }
        return context.isHead ? reply.withoutBody : reply
    }

    /// - Throws: `Refusal` with the size that the range lies outside of.
    private func range(of object: any StoredObject, _ context: RequestContext) throws(Refusal) -> ByteRange {
        let metadata = object.metadata
        do {
            return try ByteRange(
                context.headers, size: metadata.size, etag: metadata.etag, lastModified: metadata.lastModified)
        } catch {
            throw Refusal(error, headers: [("Content-Range", "bytes */\(metadata.size)")])
        }
    }

    private func headers(of object: any StoredObject, _ context: RequestContext) -> [(name: String, value: String)] {
        let kept = object.metadata.headers.overridden(by: context.target.query, of: context.requester)
        return kept.fields.map { ($0.spelling, $0.value) } + [
            ("ETag", object.metadata.etag.text), ("Last-Modified", HTTPDate.text(object.metadata.lastModified)),
            ("Accept-Ranges", "bytes"),
        ]
    }
}
