public import COSProtocol

/// Where objects are: whole files with metadata, by bucket and key.
///
/// Whoever reads sees the old or the new object, whole. What is written is staged first, which may take as long as it
/// takes, and then published, one object or several at once, which is quick: a failure while staging changes nothing.
public protocol ObjectStore: Sendable {
    /// Whether the bucket is there.
    ///
    /// - Throws: `StoreError` with `.io`.
    func contains(_ bucket: BucketName) async throws(StoreError) -> Bool

    /// Every bucket, in no order.
    ///
    /// - Throws: `StoreError` with `.io`.
    func buckets() async throws(StoreError) -> [BucketName]

    /// Opens an object: what is read from the result is one state of it, whatever is published meanwhile.
    ///
    /// - Throws: `StoreError`: `.noSuchBucket`, `.noSuchKey`, `.forbidden`, `.io`.
    func object(_ key: ObjectKey, in bucket: BucketName) async throws(StoreError) -> any StoredObject

    /// Begins an object that nobody sees until it is published.
    ///
    /// - Parameter headers: what to keep besides the bytes. Without a Content-Type one is guessed from bytes and key.
    /// - Throws: `StoreError`: `.noSuchBucket`, `.pathConflict` (so that no body need be read), `.readOnly`, `.io`.
    func stage(
        _ key: ObjectKey, in bucket: BucketName, headers: ObjectHeaders
    ) async throws(StoreError) -> any StagedObject

    /// Makes staged objects of this store, all finished, visible: all of them, or on an error none. (Only a disk that
    /// fails between two of them can leave less than all.)
    ///
    /// - Parameter keepingExisting: refuse when an object of the first one's key exists.
    /// - Throws: `StoreError`: `.alreadyExists`, `.pathConflict` (also for two objects that can't both exist),
    ///   `.noSuchBucket`, `.readOnly`, `.io`.
    func publish(_ objects: [any StagedObject], keepingExisting: Bool) async throws(StoreError)

    /// Takes objects in parts; `nil` for a store that can't.
    var multipart: (any MultipartStore)? { get }

    /// Deletes an object; one that is not there is no error.
    ///
    /// - Throws: `StoreError`: `.noSuchBucket`, `.readOnly`, `.io`.
    func delete(_ key: ObjectKey, in bucket: BucketName) async throws(StoreError)
}

extension ObjectStore {
    public var multipart: (any MultipartStore)? { nil }

    /// Stages `bytes` whole.
    ///
    /// - Throws: as `stage(_:in:headers:)`.
    public func stage(
        _ bytes: [UInt8], as key: ObjectKey, in bucket: BucketName, headers: ObjectHeaders
    ) async throws(StoreError) -> any StagedObject {
        let object = try await stage(key, in: bucket, headers: headers)
        do throws(StoreError) {
            try await object.write(bytes)
            _ = try await object.finish()
        } catch {
            await object.discard()
            throw error
        }
        return object
    }
}
