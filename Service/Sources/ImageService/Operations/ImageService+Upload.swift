public import COSProtocol
internal import ImageEnhance
public import ObjectStore

extension ImageService {
    /// Stores an object, with what rules make of it: all of it, or on an error nothing.
    ///
    /// With rules, nothing of the body is asked for before there is a place.
    ///
    /// - Parameter operations: `nil`, or without rules, stores the body as it is.
    /// - Throws: `COSError`, or `CancellationError`.
    public func store(
        _ upload: Upload, operations: PicOperations?, body: some UploadBody
    ) async throws -> Outcome {
        guard body.expectedBytes ?? 0 <= limits.maxObjectBytes else { throw COSError.entityTooLarge(limits) }
        guard let operations, !operations.rules.isEmpty else {
            let original = try await staged(upload)
            do {
                let digest = try await receive(body, into: original, upload)
                try await publish([original], keepingExisting: upload.keepsExisting)
                return Outcome(digest: digest, etag: digest.etag, imageInfo: nil, results: [])
            } catch {
                await original.discard()
                throw error
            }
        }
        let jobs = try await jobs(operations.rules)
        if let bytes = body.expectedBytes, bytes > limits.maxSourceBytes,
            !jobs.allSatisfy(\.parameters.ignoreError)
        {
            throw COSError.imageTooLarge(bytes, limits)
        }
        let place = try await enter()
        defer { place.leave() }
        let original = try await staged(upload)
        do {
            place.letGo()
            let digest = try await receive(body, into: original, upload)
            try await place.takeAgain()
            let source = Source(
                key: upload.key, bucket: upload.bucket, size: digest.size, etag: digest.etag, headers: upload.headers
            ) { () throws(COSError) in try await stored { () throws(StoreError) in try await original.readAll() } }
            return try await process(
                source, jobs, wantsImageInfo: operations.wantsImageInfo, original: original, digest: digest,
                keepingExisting: upload.keepsExisting)
        } catch {
            await original.discard()
            throw error is Admission.Refusal ? CancellationError() : error
        }
    }

    /// Stores what rules make of an object that is in the store.
    ///
    /// - Throws: `COSError`, or `CancellationError`.
    public func process(
        _ key: ObjectKey, in bucket: BucketName, operations: PicOperations
    ) async throws -> Outcome {
        let object = try await open(key, in: bucket)
        let jobs = try await jobs(operations.rules)
        let place = try await enter()
        defer { place.leave() }
        let source = Source(
            key: key, bucket: bucket, size: object.metadata.size, etag: object.metadata.etag,
            headers: object.metadata.headers
        ) { () throws(COSError) in try await read(object) }
        return try await process(
            source, jobs, wantsImageInfo: operations.wantsImageInfo, original: nil, digest: nil, keepingExisting: false)
    }

    /// - Throws: `COSError`.
    public func open(_ key: ObjectKey, in bucket: BucketName) async throws(COSError) -> any StoredObject {
        do {
            return try await store.object(key, in: bucket)
        } catch {
            throw error.refusal
        }
    }

    // MARK: Receiving

    private func staged(_ upload: Upload) async throws(COSError) -> any StagedObject {
        do throws(StoreError) {
            if upload.keepsExisting {
                do throws(StoreError) {
                    _ = try await store.object(upload.key, in: upload.bucket)
                    throw StoreError(.alreadyExists, "\(upload.key) exists")
                } catch  where error.code == .noSuchKey {
                    // As it should be; publishing looks again.
                }
            }
            return try await store.stage(upload.key, in: upload.bucket, headers: upload.headers)
        } catch {
            throw error.refusal
        }
    }

    private func receive(
        _ body: some UploadBody, into object: any StagedObject, _ upload: Upload
    ) async throws -> ContentDigest {
        try await receive(body, atMost: limits.maxObjectBytes) { bytes throws(StoreError) in
            try await object.write(bytes)
        }
        let digest = try await stored { () throws(StoreError) in try await object.finish() }
        try ContentMD5.check(upload.md5, actual: digest.md5)
        return digest
    }

    /// - Parameter limit: in bytes.
    func receive(
        _ body: some UploadBody, atMost limit: Int, _ write: ([UInt8]) async throws(StoreError) -> Void
    ) async throws {
        var count = 0
        while let bytes = try await body.next() {
            count += bytes.count
            guard count <= limit else { throw COSError.entityTooLarge(limits) }
            try await stored { () throws(StoreError) in try await write(bytes) }
        }
    }

    func publish(_ objects: [any StagedObject], keepingExisting: Bool) async throws {
        try Task.checkCancellation()
        try await stored { () throws(StoreError) in
            try await store.publish(objects, keepingExisting: keepingExisting)
        }
    }

    /// Runs a part of the work that is the store's, and takes its time.
    func stored<Result>(_ work: () async throws(StoreError) -> Result) async throws(COSError) -> Result {
        let start = ContinuousClock.now
        defer { metrics.add(.now - start, to: .store) }
        do {
            return try await work()
        } catch {
            throw error.refusal
        }
    }
}
