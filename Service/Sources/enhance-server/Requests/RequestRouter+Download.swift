internal import COSProtocol
internal import ImageEnhance
internal import ImageService
internal import ObjectStore

extension RequestRouter {
    /// GET and HEAD of an object, as it is or enhanced.
    func download(_ context: RequestContext, _ connection: Connection) async throws -> Reply {
        let query = context.target.query
        if query.contains("ci-process") {
            if query.contains("detect-url") {
                try context.requester.requireSignedDetectURL()
            } else {
                try context.require(.getObject)
            }
            try context.require(.enhanceImage)
        } else {
            try context.require(.getObject)
        }
        if query.contains("ci-process"), query.contains("detect-url") {
            _ = try ProcessingParameters(query: query)
            throw COSError(.invalidImageSource, "this server fetches no images from elsewhere", parameter: "detect-url")
        }
        let key = try context.key()
        guard let asked = try ProcessingParameters(query: query) else {
            return try original(try await service.open(key, in: context.bucket), context)
        }
        let parameters = try service.parameters(asked)
        let object = try await service.open(key, in: context.bucket)
        return try await enhanced(object, key, parameters, context, connection)
    }

    // MARK: As it is

    private func original(_ object: any StoredObject, _ context: RequestContext) throws -> Reply {
        let metadata = object.metadata
        var reply = Reply(status: 200, headers: headers(of: object, context))
        if let early = try conditional(context, etag: metadata.etag, object) { return early }
        switch try range(of: object, context) {
        case .whole:
            if let crc = metadata.crc64 { reply.headers.append(("x-cos-hash-crc64ecma", "\(crc)")) }
            reply.body = .object(object, 0..<metadata.size)
        case .part(let range):
            reply.status = 206
            reply.headers.append(
                ("Content-Range", "bytes \(range.lowerBound)-\(range.upperBound - 1)/\(metadata.size)"))
            reply.body = .object(object, range)
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

    /// 304 or 412, where the request's conditions say so.
    private func conditional(
        _ context: RequestContext, etag: EntityTag, _ object: any StoredObject
    ) throws(COSError) -> Reply? {
        let lastModified = object.metadata.lastModified
        switch Preconditions.evaluate(context.headers, etag: etag, lastModified: lastModified) {
        case .proceed: return nil
        case .failed: throw COSError(.preconditionFailed, "a condition of the request does not hold")
        case .notModified:
            var reply = Reply(
                status: 304, headers: [("ETag", etag.text), ("Last-Modified", HTTPDate.text(lastModified))])
            if let value = object.metadata.headers["cache-control"] { reply.headers.append(("Cache-Control", value)) }
            return reply
        }
    }

    // MARK: Enhanced

    private func enhanced(
        _ object: any StoredObject, _ key: ObjectKey, _ parameters: EnhanceParameters, _ context: RequestContext,
        _ connection: Connection
    ) async throws -> Reply {
        let metadata = object.metadata
        let etag = Self.tag(of: metadata.etag, parameters)
        // No work for who has the result.
        if let early = try conditional(context, etag: etag, object) { return early }
        let bucket = context.bucket
        if context.isHead {
            let header = try await connection.whileConnected { try await service.inspected(object, parameters) }
            guard let header else { return try unchanged(object, context, ignoring: nil) }
            return Reply(status: 200, headers: headers(of: object, etag: etag, header.format))
        }
        let result = try await connection.whileConnected {
            try await service.enhanced(object, key: key, in: bucket, parameters)
        }
        guard let bytes = result.bytes, let header = result.header else {
            return try unchanged(object, context, ignoring: result.ignored)
        }
        return Reply(
            status: 200, headers: headers(of: object, etag: etag, header.format), body: .bytes(bytes), holding: result)
    }

    /// The object's own bytes as the result: nothing was asked of the filters, or `ignore-error` hid an error.
    private func unchanged(
        _ object: any StoredObject, _ context: RequestContext, ignoring error: COSError?
    ) throws(COSError) -> Reply {
        if let early = try conditional(context, etag: object.metadata.etag, object) { return early }
        let headers = object.metadata.headers.fields.filter {
            Self.keptHeaders.contains($0.name) || $0.name == "content-type"
        }
        var reply = Reply(
            status: 200,
            headers: headers.map { ($0.spelling, $0.value) } + [
                ("ETag", object.metadata.etag.text), ("Last-Modified", HTTPDate.text(object.metadata.lastModified)),
            ], body: .object(object, 0..<object.metadata.size))
        if let error { reply.headers.append(("x-ci-ignored-error", error.code.rawValue)) }
        return context.isHead ? reply.withoutBody : reply
    }

    /// Known without work. The result of levels 0 and 0 is the source itself.
    private static func tag(of source: EntityTag, _ parameters: EnhanceParameters) -> EntityTag {
        if parameters.denoise == 0 && parameters.sharpen == 0 { return source }
        return EntityTag(
            enhancing: source,
            parameters: ["\(parameters.denoise)", "\(parameters.sharpen)", EngineVersion.text])
    }

    /// What a result has of its source's headers besides its own.
    private static let keptHeaders: Set<String> = [
        "cache-control", "content-disposition", "content-language", "expires",
    ]

    private func headers(
        of object: any StoredObject, etag: EntityTag, _ format: ImageFormat
    ) -> [(name: String, value: String)] {
        object.metadata.headers.fields.filter { Self.keptHeaders.contains($0.name) }.map { ($0.spelling, $0.value) } + [
            ("Content-Type", format.mediaType), ("ETag", etag.text),
            ("Last-Modified", HTTPDate.text(object.metadata.lastModified)),
        ]
    }
}
