internal import COSProtocol
internal import ImageEnhance
internal import ObjectStore

/// What rules work on.
struct Source: Sendable {
    let key: ObjectKey
    let bucket: BucketName
    let size: Int
    let etag: EntityTag
    let headers: ObjectHeaders
    let read: @Sendable () async throws(COSError) -> [UInt8]
}

/// A rule whose parameters are read.
struct RuleJob: Sendable {
    let bucket: BucketName
    let key: ObjectKey
    let parameters: EnhanceParameters
}

extension ImageService {
    /// - Throws: `COSError`: `.invalidArgument`, or `.noSuchBucket` for a target.
    func jobs(_ rules: [PicRule]) async throws(COSError) -> [RuleJob] {
        var jobs: [RuleJob] = []
        for rule in rules {
            jobs.append(RuleJob(bucket: rule.bucket, key: rule.key, parameters: try parameters(rule.parameters)))
        }
        for bucket in Set(jobs.map(\.bucket)) {
            do throws(StoreError) {
                guard try await store.contains(bucket) else { throw StoreError(.noSuchBucket, "no bucket \(bucket)") }
            } catch {
                throw error.refusal
            }
        }
        return jobs
    }

    /// Enhances `source` by each rule and publishes the results together, with the original where it is new.
    ///
    /// The caller has a place. Every rule works from the original, never from another's result.
    func process(
        _ source: Source, _ jobs: [RuleJob], wantsImageInfo: Bool, original: (any StagedObject)?,
        digest: ContentDigest?, keepingExisting: Bool
    ) async throws -> Outcome {
        var staged: [any StagedObject] = []
        do {
            let bytes = source.size <= limits.maxSourceBytes ? try await source.read() : nil
            var results: [StoredResult] = []
            for job in jobs {
                let (object, result) = try await perform(job, on: source, bytes, isPatient: digest != nil)
                staged.append(object)
                results.append(result)
            }
            let imageInfo = wantsImageInfo ? try await imageInfo(bytes, isPatient: digest != nil) : nil
            let replacing = results.first { $0.bucket == source.bucket && $0.key == source.key }
            // Who refuses to replace means the object at the source's key, which must come first.
            var objects = staged
            if let replacing,
                let index = results.firstIndex(where: { $0.key == replacing.key && $0.bucket == replacing.bucket })
            {
                objects.swapAt(0, index)
            } else if let original {
                objects.insert(original, at: 0)
            }
            try await publish(objects, keepingExisting: keepingExisting)
            if replacing != nil { await original?.discard() }
            return Outcome(
                digest: digest, etag: replacing?.etag ?? source.etag, imageInfo: imageInfo, results: results)
        } catch {
            for object in staged { await object.discard() }
            throw error
        }
    }

    private func perform(
        _ job: RuleJob, on source: Source, _ bytes: [UInt8]?, isPatient: Bool
    ) async throws -> (any StagedObject, StoredResult) {
        let enhanced: EnhancedObject
        if let bytes {
            enhanced = try await enhance(bytes, job.parameters, isPatient: isPatient)
        } else {
            guard job.parameters.ignoreError else { throw COSError.imageTooLarge(source.size, limits) }
            metrics.count(.ignoredError)
            enhanced = EnhancedObject(ignoring: .imageTooLarge(source.size, limits))
        }
        let content: [UInt8]
        if let result = enhanced.bytes ?? bytes {
            content = result
        } else {
            // Too large to enhance, and copied because the rule says so.
            content = try await source.read()
        }
        var headers = ObjectHeaders()
        headers["content-type"] = enhanced.header?.format.mediaType ?? source.headers["content-type"]
        headers["cache-control"] = source.headers["cache-control"]
        let kept = headers
        let object = try await stored { () throws(StoreError) in
            try await store.stage(job.key, in: job.bucket, headers: kept)
        }
        do {
            let digest = try await stored { () throws(StoreError) in
                try await object.write(content)
                return try await object.finish()
            }
            return (object, StoredResult(job, digest, header: enhanced.header, content))
        } catch {
            await object.discard()
            throw error
        }
    }

    /// `nil` where the original is no image that can be decoded: the answer then says nothing of it.
    private func imageInfo(_ bytes: [UInt8]?, isPatient: Bool) async throws -> UploadResult.ImageInfo? {
        guard let bytes, let header = try? ImageHeader(bytes) else { return nil }
        let reservation = try? await reserve(header.workingBytes(threads: .serial), isPatient: isPatient)
        guard let reservation else { return nil }
        defer { reservation.shrink(to: 0) }
        let maxPixels = limits.maxPixels
        let average = await WorkQueue.run { () -> UploadResult.RGB? in
            var decoding = DecodingLimits()
            decoding.inputBytes = .max
            decoding.pixels = maxPixels
            decoding.decodedBytes = .max
            return (try? ImageDecoder(limits: decoding).decode(bytes)).flatMap(MeanColor.of)
        }
        return UploadResult.ImageInfo(
            format: header.format.rawValue, width: header.width, height: header.height,
            quality: header.quality(of: bytes), average: average, orientation: header.orientation ?? 0)
    }
}

extension StoredResult {
    fileprivate init(_ job: RuleJob, _ digest: ContentDigest, header: ImageHeader?, _ bytes: [UInt8]) {
        self.init(
            bucket: job.bucket, key: job.key, etag: digest.etag, size: digest.size, format: header?.format.rawValue,
            width: header?.width, height: header?.height, quality: header?.quality(of: bytes))
    }
}

extension ImageHeader {
    /// 1 to 100; 100 without loss, `nil` where the file does not tell.
    fileprivate func quality(of bytes: [UInt8]) -> Int? {
        isLossless ? 100 : format == .jpeg ? JPEGQuality.estimate(bytes) : nil
    }
}
