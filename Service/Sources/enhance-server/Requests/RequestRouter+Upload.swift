internal import COSProtocol
internal import ImageService
internal import ObjectStore

extension RequestRouter {
    /// PUT of an object, with or without rules.
    func upload(_ context: RequestContext, _ body: RequestBodyReader, _ connection: Connection) async throws -> Reply {
        try UnsupportedHeaders.refuse(in: context.headers)
        try context.require(.putObject)
        let picOperations = try picOperations(context)
        let key = try context.key()
        let operations = try operations(picOperations, key, context)
        let upload = Upload(
            bucket: context.bucket, key: key, headers: ObjectHeaders(keeping: context.headers),
            md5: try ContentMD5.digest(in: context.headers),
            keepsExisting: keepsExisting(context))
        var reply: Reply
        let outcome: Outcome
        if let operations, !operations.rules.isEmpty {
            outcome = try await connection.whileConnected {
                try await service.store(upload, operations: operations, body: body)
            }
            reply = .xml(result(outcome, key, context).bytes)
        } else {
            // What has arrived is stored, even for a client that does not wait to hear so.
            outcome = try await service.store(upload, operations: nil, body: body)
            reply = Reply(status: 200, body: .bytes([]))
        }
        if let digest = outcome.digest {
            // Of the body that was sent, which is what SDKs compare them with.
            reply.headers.append(("ETag", digest.etag.text))
            reply.headers.append(("x-cos-hash-crc64ecma", "\(digest.crc64)"))
        }
        return reply
    }

    /// POST `?image_process`.
    func process(_ context: RequestContext, _ connection: Connection) async throws -> Reply {
        try context.require(.getObject)
        let picOperations = try picOperations(context)
        let key = try context.key()
        let bucket = context.bucket
        guard let operations = try operations(picOperations, key, context), !operations.rules.isEmpty else {
            throw COSError(
                .invalidPicOperations, "image_process needs a Pic-Operations header with 1 to 5 rules",
                parameter: PicOperations.headerName)
        }
        let outcome = try await connection.whileConnected {
            try await service.process(key, in: bucket, operations: operations)
        }
        return .xml(result(outcome, key, context).bytes)
    }

    /// - Throws: `COSError` with `.accessDenied` when the signature does not cover it.
    func picOperations(_ context: RequestContext) throws(COSError) -> String? {
        guard let header = try PicOperations.header(in: context.headers) else { return nil }
        try context.requester.requireSignedPicOperations()
        return header
    }

    /// What the header says, once it is known that results may go where it says.
    func operations(
        _ header: String?, _ key: ObjectKey, _ context: RequestContext
    ) throws(COSError) -> PicOperations? {
        guard let header else { return nil }
        let operations = try PicOperations(header: header, source: key, bucket: context.bucket)
        for rule in operations.rules {
            try context.requester.require(.putObject, bucket: rule.bucket, key: rule.key.text)
            _ = try service.parameters(rule.parameters)
        }
        return operations
    }

    func keepsExisting(_ context: RequestContext) -> Bool {
        context.headers["x-cos-forbid-overwrite"]?.lowercased() == "true"
    }

    /// - Parameter bucket: `nil` for the request's.
    func location(of key: ObjectKey, in bucket: BucketName? = nil, _ context: RequestContext) -> String {
        key.location(host: context.head.host, requestBucket: context.bucket, bucket: bucket ?? context.bucket)
    }

    func result(_ outcome: Outcome, _ key: ObjectKey, _ context: RequestContext) -> UploadResult {
        UploadResult(
            key: key, location: location(of: key, context), etag: outcome.etag, imageInfo: outcome.imageInfo,
            objects: outcome.results.map { result in
                UploadResult.ProcessedObject(
                    key: result.key, location: location(of: result.key, in: result.bucket, context),
                    format: result.format,
                    width: result.width, height: result.height, size: result.size, quality: result.quality,
                    etag: result.etag)
            })
    }
}
