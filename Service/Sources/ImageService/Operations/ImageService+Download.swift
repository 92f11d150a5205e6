public import COSProtocol
public import ImageEnhance
public import ObjectStore

/// What tells two downloads apart: the version of what is enhanced, and what is asked.
struct FlightKey: Hashable, Sendable {
    let source: SourceIdentity
    let parameters: EnhanceParameters
}

/// What names the bytes that are enhanced.
///
/// A tag alone could stand for two objects: that of a file put there by hand is of its time and size.
struct SourceIdentity: Hashable, Sendable {
    let place: String
    let etag: EntityTag

    init(_ key: ObjectKey, in bucket: BucketName, etag: EntityTag) {
        place = "\(bucket)/\(key)"
        self.etag = etag
    }

    /// Of bytes without a place.
    ///
    /// - Parameter digest: no MD5, as whoever sends images may choose them.
    init(digest: String) {
        place = ""
        etag = EntityTag(text: digest)
    }

    func result(_ parameters: EnhanceParameters) -> CacheKey {
        CacheKey([place, etag.text, "\(parameters.denoise)", "\(parameters.sharpen)", EngineVersion.text])
    }
}

extension ImageService {
    /// Enhances an open object. Who asks for the same while it is in work gets the same result.
    ///
    /// - Throws: `COSError`, or `CancellationError`; the work stops when nobody waits for it any more.
    public func enhanced(
        _ object: any StoredObject, key: ObjectKey, in bucket: BucketName, _ parameters: EnhanceParameters
    ) async throws -> EnhancedObject {
        // Without a place: the object's size is known.
        guard object.metadata.size <= limits.maxSourceBytes else {
            return try refused(.imageTooLarge(object.metadata.size, limits), parameters)
        }
        let source = SourceIdentity(key, in: bucket, etag: object.metadata.etag)
        return try await enhanced(source, parameters) { try await read(object) }
    }

    /// - Parameter read: called once there is a place.
    func enhanced(
        _ source: SourceIdentity, _ parameters: EnhanceParameters,
        _ read: @escaping @Sendable () async throws -> [UInt8]
    ) async throws -> EnhancedObject {
        if let kept = await kept(source, parameters) { return kept }
        let (result, isShared) = try await flights.value(for: FlightKey(source: source, parameters: parameters)) {
            let place = try await enter()
            defer { place.leave() }
            let result = try await enhance(try await read(), parameters, isPatient: false)
            await keep(result, of: source, parameters)
            return result
        }
        if isShared { metrics.count(.shared) }
        return result
    }

    /// A result from earlier.
    private func kept(_ source: SourceIdentity, _ parameters: EnhanceParameters) async -> EnhancedObject? {
        guard let cache, parameters.denoise > 0 || parameters.sharpen > 0 else { return nil }
        guard let entry = await cache.entry(source.result(parameters)), let result = EnhancedObject(entry) else {
            metrics.count(.cacheMiss)
            return nil
        }
        metrics.count(.cacheHit)
        return result
    }

    private func keep(_ result: EnhancedObject, of source: SourceIdentity, _ parameters: EnhanceParameters) async {
        guard let cache, let bytes = result.bytes, let format = result.format else { return }
        do {
            try await cache.insert(bytes, label: format.rawValue, as: source.result(parameters))
        } catch {
            // A full disk costs speed, no answers.
            metrics.count(.cacheFailure)
        }
    }

    /// The header of an open object that `enhanced` would enhance; `nil` where it would give the original.
    ///
    /// - Throws: as `enhanced`.
    public func inspected(
        _ object: any StoredObject, _ parameters: EnhanceParameters
    ) async throws -> ImageHeader? {
        guard object.metadata.size <= limits.maxSourceBytes else {
            return try refused(.imageTooLarge(object.metadata.size, limits), parameters).header
        }
        let place = try await enter()
        defer { place.leave() }
        let bytes = try await read(object)
        do {
            return try Enhancer(parameters).inspect(bytes)
        } catch {
            return try refused(COSError(error), parameters).header
        }
    }

    func refused(_ error: COSError, _ parameters: EnhanceParameters) throws(COSError) -> EnhancedObject {
        guard parameters.ignoreError, error.isIgnorable else { throw error }
        metrics.count(.ignoredError)
        return EnhancedObject(ignoring: error)
    }

    func read(_ object: any StoredObject) async throws(COSError) -> [UInt8] {
        let start = ContinuousClock.now
        defer { metrics.add(.now - start, to: .read) }
        do {
            return try await object.readAll()
        } catch {
            throw error.refusal
        }
    }
}
