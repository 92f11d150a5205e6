public import COSProtocol
internal import ImageEnhance
public import ObjectStore

/// Objects that arrive in parts.
extension ImageService {
    /// Where an upload in parts is meant to go.
    public struct UploadTarget: Sendable {
        public let id: UploadID?
        public let key: ObjectKey
        public let bucket: BucketName

        /// - Parameter id: as the client sent it.
        public init(id: String, key: ObjectKey, bucket: BucketName) {
            self.id = UploadID(id)
            self.key = key
            self.bucket = bucket
        }
    }

    /// Begins an upload.
    ///
    /// - Throws: `COSError`.
    public func begin(_ upload: Upload) async throws -> MultipartUpload {
        let store = try multipart()
        return try await stored { () throws(StoreError) in
            try await store.begin(upload.key, in: upload.bucket, headers: upload.headers)
        }
    }

    /// Takes a part.
    ///
    /// - Parameter md5: what the client says the part's MD5 is.
    /// - Throws: `COSError`; `.entityTooLarge` also where all parts together have more bytes than an object may.
    public func store(
        _ number: PartNumber, of target: UploadTarget, md5: [UInt8]?, body: some UploadBody
    ) async throws -> ContentDigest {
        let store = try multipart()
        let upload = try await upload(target)
        let others = try await stored { () throws(StoreError) in try await store.parts(of: upload) }
            .filter { $0.number != number }.reduce(0) { $0 + $1.size }
        let limit = limits.maxObjectBytes - others
        guard body.expectedBytes ?? 0 <= limit else { throw COSError.entityTooLarge(limits) }
        let part = try await stored { () throws(StoreError) in try await store.stage(number, of: upload) }
        do {
            try await receive(body, atMost: limit) { bytes throws(StoreError) in try await part.write(bytes) }
            let digest = try await stored { () throws(StoreError) in try await part.finish() }
            try ContentMD5.check(md5, actual: digest.md5)
            try await stored { () throws(StoreError) in try await part.publish() }
            return digest
        } catch {
            await part.discard()
            throw error
        }
    }

    /// Makes an object of parts, and what rules make of it: all of it, or on an error nothing, and the parts stay.
    ///
    /// - Parameters:
    ///   - operations: `nil`, or without rules, for the object alone.
    ///   - body: the list of parts.
    ///   - keepsExisting: whether an object that exists must stay as it is.
    /// - Throws: `COSError`, or `CancellationError`.
    public func complete(
        _ target: UploadTarget, operations: PicOperations?, keepsExisting: Bool, body: some UploadBody
    ) async throws -> Outcome {
        let upload = try await upload(target)
        let jobs = try await jobs(operations?.rules ?? [])
        let place = jobs.isEmpty ? nil : try await enter()
        defer { place?.leave() }
        place?.letGo()
        let completion = try UploadCompletion(xml: try await document(body))
        do {
            try await place?.takeAgain()
        } catch {
            throw CancellationError()
        }
        let outcome = try await publish(
            completion, of: upload, jobs, wantsImageInfo: operations?.wantsImageInfo ?? false,
            keepsExisting: keepsExisting)
        // The object is there, which counts; what stays of the parts goes with the abandoned ones.
        try? await remove(upload)
        return outcome
    }

    private func publish(
        _ completion: UploadCompletion, of upload: MultipartUpload, _ jobs: [RuleJob], wantsImageInfo: Bool,
        keepsExisting: Bool
    ) async throws -> Outcome {
        let store = try multipart()
        let (object, digest) = try await stored { () throws(StoreError) in
            try await store.assemble(completion.parts, of: upload)
        }
        do {
            guard digest.size <= limits.maxObjectBytes else { throw COSError.entityTooLarge(limits) }
            guard !jobs.isEmpty else {
                try await publish([object], keepingExisting: keepsExisting)
                return Outcome(digest: digest, etag: digest.etag, imageInfo: nil, results: [])
            }
            let source = Source(
                key: upload.key, bucket: upload.bucket, size: digest.size, etag: digest.etag, headers: upload.headers
            ) { () throws(COSError) in try await stored { () throws(StoreError) in try await object.readAll() } }
            return try await process(
                source, jobs, wantsImageInfo: wantsImageInfo, original: object, digest: digest,
                keepingExisting: keepsExisting)
        } catch {
            await object.discard()
            throw error
        }
    }

    /// Gives an upload up.
    ///
    /// - Throws: `COSError`.
    public func abort(_ target: UploadTarget) async throws {
        try await remove(try await upload(target))
    }

    /// An upload and the parts that have arrived.
    ///
    /// - Throws: `COSError`.
    public func parts(of target: UploadTarget) async throws -> (upload: MultipartUpload, parts: [UploadedPart]) {
        let store = try multipart()
        let upload = try await upload(target)
        return (upload, try await stored { () throws(StoreError) in try await store.parts(of: upload) })
    }

    /// The uploads under way in a bucket.
    ///
    /// - Throws: `COSError`.
    public func uploads(in bucket: BucketName) async throws -> [MultipartUpload] {
        let store = try multipart()
        return try await stored { () throws(StoreError) in try await store.uploads(in: bucket) }
    }

    private func upload(_ target: UploadTarget) async throws -> MultipartUpload {
        let store = try multipart()
        return try await stored { () throws(StoreError) in
            guard let id = target.id else { throw StoreError(.noSuchUpload, "this names no upload") }
            return try await store.upload(id, of: target.key, in: target.bucket)
        }
    }

    private func remove(_ upload: MultipartUpload) async throws {
        let store = try multipart()
        try await stored { () throws(StoreError) in try await store.remove(upload) }
    }

    private func document(_ body: some UploadBody) async throws -> [UInt8] {
        var document: [UInt8] = []
        while let bytes = try await body.next() {
            document += bytes
            guard document.count <= UploadCompletion.maximumBytes else {
                throw COSError(.malformedXML, "the list of parts may have up to \(UploadCompletion.maximumBytes) bytes")
            }
        }
        return document
    }

    private func multipart() throws(COSError) -> any MultipartStore {
        guard let multipart = store.multipart else {
            throw COSError(.methodNotAllowed, "this server's store takes no uploads in parts")
        }
        return multipart
    }
}
