internal import COSProtocol
internal import ImageEnhance
internal import ImageService
internal import ObjectStore

/// Enhanced downloads.
extension RequestRouter {
    func enhanced(_ key: ObjectKey, _ context: RequestContext, _ connection: Connection) async throws -> Reply {
        let parameters = try parameters(context)
        let object = try await service.open(key, in: context.bucket)
        let source = DownloadSource(object)
        // No work for who has the result.
        if let early = try conditional(source, etag: Self.tag(of: source.etag, parameters), context) { return early }
        let bucket = context.bucket
        return try await connection.whileConnected { [self] in
            if context.isHead {
                let header = try await service.inspected(object, parameters)
                return try described(header?.format, source, parameters, context)
            }
            let result = try await service.enhanced(object, key: key, in: bucket, parameters)
            return try answer(result, source, parameters, context)
        }
    }

    /// `detect-url`. Its answer has no Last-Modified: what is elsewhere may change at any time.
    func fetched(_ url: String, _ context: RequestContext, _ connection: Connection) async throws -> Reply {
        try context.requester.requireSignedDetectURL()
        try context.require(.enhanceImage)
        let parameters = try parameters(context)
        return try await connection.whileConnected { [self] in
            let file = try await service.fetched(url)
            let source = DownloadSource(file)
            let etag = Self.tag(of: source.etag, parameters)
            if let early = try conditional(source, etag: etag, context) { return early }
            if context.isHead {
                return try described(service.inspected(file, parameters)?.format, source, parameters, context)
            }
            return try answer(try await service.enhanced(file, parameters), source, parameters, context)
        }
    }

    private func parameters(_ context: RequestContext) throws(COSError) -> EnhanceParameters {
        guard let asked = try ProcessingParameters(query: context.target.query) else {
            throw COSError(.invalidArgument, "ci-process must be there once", parameter: "ci-process")
        }
        return try service.parameters(asked)
    }

    /// 304 or 412, where the request's conditions say so.
    func conditional(
        _ source: DownloadSource, etag: EntityTag, _ context: RequestContext
    ) throws(COSError) -> Reply? {
        let lastModified = source.lastModified ?? .max
        switch Preconditions.evaluate(context.headers, etag: etag, lastModified: lastModified) {
        case .proceed: return nil
        case .failed: throw COSError(.preconditionFailed, "a condition of the request does not hold")
        case .notModified:
            var reply = Reply(status: 304, headers: source.validators(etag))
            if let value = source.headers["cache-control"] { reply.headers.append(("Cache-Control", value)) }
            return reply
        }
    }

    /// - Parameter format: `nil` where the original would be the answer.
    private func described(
        _ format: ImageFormat?, _ source: DownloadSource, _ parameters: EnhanceParameters, _ context: RequestContext
    ) throws(COSError) -> Reply {
        guard let format else { return try unchanged(source, context, ignoring: nil) }
        return Reply(status: 200, headers: headers(of: source, parameters, format))
    }

    private func answer(
        _ result: EnhancedObject, _ source: DownloadSource, _ parameters: EnhanceParameters, _ context: RequestContext
    ) throws(COSError) -> Reply {
        let body: Reply.Body
        switch result.content {
        case .original: return try unchanged(source, context, ignoring: result.ignored)
        case .bytes(let bytes): body = .bytes(bytes)
        case .kept(let entry): body = .source(entry, 0..<entry.size)
        }
        return Reply(
            status: 200, headers: headers(of: source, parameters, result.format), body: body, holding: result)
    }

    /// The source's own bytes as the result: nothing was asked of the filters, or `ignore-error` hid an error.
    private func unchanged(
        _ source: DownloadSource, _ context: RequestContext, ignoring error: COSError?
    ) throws(COSError) -> Reply {
        if let early = try conditional(source, etag: source.etag, context) { return early }
        let headers = source.headers.fields.filter {
            Self.keptHeaders.contains($0.name) || $0.name == "content-type"
        }
        var reply = Reply(
            status: 200, headers: headers.map { ($0.spelling, $0.value) } + source.validators(source.etag),
            body: source.body)
        if let error { reply.headers.append(("x-ci-ignored-error", error.code.rawValue)) }
        return context.isHead ? reply.withoutBody : reply
    }

    /// Known without work. The result of levels 0 and 0 is the source itself.
    private static func tag(of source: EntityTag, _ parameters: EnhanceParameters) -> EntityTag {
        if parameters.denoise == 0 && parameters.sharpen == 0 { return source }
        return EntityTag(
            enhancing: source, parameters: ["\(parameters.denoise)", "\(parameters.sharpen)", EngineVersion.text])
    }

    /// What a result has of its source's headers besides its own.
    private static let keptHeaders: Set<String> = [
        "cache-control", "content-disposition", "content-language", "expires",
    ]

    private func headers(
        of source: DownloadSource, _ parameters: EnhanceParameters, _ format: ImageFormat?
    ) -> [(name: String, value: String)] {
        source.headers.fields.filter { Self.keptHeaders.contains($0.name) }.map { ($0.spelling, $0.value) }
            + [("Content-Type", format?.mediaType ?? MediaType.binary)]
            + source.validators(Self.tag(of: source.etag, parameters))
    }
}
