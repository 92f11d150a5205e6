public import COSProtocol
public import ImageEnhance
public import ObjectStore

/// What tells two downloads apart: where the object is, which version of it, and what is asked.
struct FlightKey: Hashable, Sendable {
    let bucket: BucketName
    let key: ObjectKey
    let etag: EntityTag
    let lastModified: Int
    let parameters: EnhanceParameters
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
        let flight = FlightKey(
            bucket: bucket, key: key, etag: object.metadata.etag, lastModified: object.metadata.lastModified,
            parameters: parameters)
        let (result, isShared) = try await flights.value(for: flight) {
            let place = try await enter()
            defer { place.leave() }
            return try await enhance(try await read(object), parameters, isPatient: false)
        }
        if isShared { metrics.count(.shared) }
        return result
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

    private func refused(_ error: COSError, _ parameters: EnhanceParameters) throws(COSError) -> EnhancedObject {
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
