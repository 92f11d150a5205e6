internal import COSProtocol
internal import ImageService
internal import ObjectStore

/// Uploads in parts. All of it needs `cos:PutObject`: who may store an object may store it in pieces.
extension RequestRouter {
    /// POST `?uploads`.
    func beginUpload(_ context: RequestContext) async throws -> Reply {
        try UnsupportedHeaders.refuse(in: context.headers)
        try context.require(.putObject)
        let key = try context.key()
        let upload = try await service.begin(
            Upload(bucket: context.bucket, key: key, headers: ObjectHeaders(keeping: context.headers)))
        return .xml(UploadDocuments.begun(bucket: context.bucket, key: key, id: upload.id))
    }

    /// PUT `?partNumber&uploadId`.
    func uploadPart(_ context: RequestContext, _ body: RequestBodyReader) async throws -> Reply {
        try UnsupportedHeaders.refuse(in: context.headers)
        try context.require(.putObject)
        let digest = try await service.store(
            try PartNumber(query: context.target.query), of: try target(context),
            md5: try ContentMD5.digest(in: context.headers), body: body)
        return Reply(
            status: 200, headers: [("ETag", digest.etag.text), ("x-cos-hash-crc64ecma", "\(digest.crc64)")],
            body: .bytes([]))
    }

    /// POST `?uploadId`, with or without rules.
    func completeUpload(
        _ context: RequestContext, _ body: RequestBodyReader, _ connection: Connection
    ) async throws -> Reply {
        try context.require(.putObject)
        let picOperations = try picOperations(context)
        let target = try target(context)
        let operations = try operations(picOperations, target.key, context)
        let keepsExisting = keepsExisting(context)
        let outcome = try await connection.whileConnected {
            try await service.complete(target, operations: operations, keepsExisting: keepsExisting, body: body)
        }
        let result = outcome.results.isEmpty ? nil : result(outcome, target.key, context)
        var reply = Reply.xml(
            UploadDocuments.completed(
                bucket: context.bucket, key: target.key, location: location(of: target.key, context),
                etag: outcome.etag, result: result))
        if let digest = outcome.digest { reply.headers.append(("x-cos-hash-crc64ecma", "\(digest.crc64)")) }
        return reply
    }

    /// DELETE `?uploadId`.
    func abortUpload(_ context: RequestContext) async throws -> Reply {
        try context.require(.putObject)
        try await service.abort(try target(context))
        return Reply(status: 204)
    }

    /// GET `?uploadId`.
    func listParts(_ context: RequestContext) async throws -> Reply {
        try context.require(.putObject)
        let listing = try UploadListing(query: context.target.query)
        let (upload, parts) = try await service.parts(of: try target(context))
        return .xml(
            UploadDocuments.parts(
                parts.map { .init(number: $0.number, etag: $0.etag, size: $0.size, lastModified: $0.lastModified) },
                of: .init(upload), bucket: context.bucket, listing))
    }

    /// GET `/?uploads`. A key that is for some folders alone sees those: the prefix must be one of its resources.
    func listUploads(_ context: RequestContext) async throws -> Reply {
        let listing = try UploadListing(query: context.target.query)
        try context.requester.require(.putObject, bucket: context.bucket, key: listing.prefix)
        let uploads = try await service.uploads(in: context.bucket)
        return .xml(UploadDocuments.uploads(uploads.map { .init($0) }, bucket: context.bucket, listing))
    }

    private func target(_ context: RequestContext) throws(COSError) -> ImageService.UploadTarget {
        let ids = context.target.query.values(of: "uploadId")
        guard ids.count == 1 else {
            throw COSError(.invalidArgument, "uploadId must be there once", parameter: "uploadId")
        }
        return ImageService.UploadTarget(id: ids[0], key: try context.key(), bucket: context.bucket)
    }
}

extension UploadDocuments.Upload {
    fileprivate init(_ upload: MultipartUpload) {
        self.init(key: upload.key.text, id: upload.id, started: upload.started)
    }
}
