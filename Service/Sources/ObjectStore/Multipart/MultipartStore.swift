public import COSProtocol

/// The side of a store that takes objects in parts, which arrive one by one, in any order and several at once.
public protocol MultipartStore: Sendable {
    /// Begins an upload.
    ///
    /// - Parameter headers: what the object will keep besides its bytes.
    /// - Throws: `StoreError`: `.noSuchBucket`, `.pathConflict`, `.readOnly`, `.io`.
    func begin(
        _ key: ObjectKey, in bucket: BucketName, headers: ObjectHeaders
    ) async throws(StoreError) -> MultipartUpload

    /// An upload that is under way.
    ///
    /// - Throws: `StoreError`: `.noSuchUpload`, also when it is one of another key; `.io`.
    func upload(_ id: UploadID, of key: ObjectKey, in bucket: BucketName) async throws(StoreError) -> MultipartUpload

    /// Begins a part, which counts once it is published.
    ///
    /// - Throws: `StoreError`: `.noSuchUpload`, `.readOnly`, `.io`.
    func stage(_ number: PartNumber, of upload: MultipartUpload) async throws(StoreError) -> any StagedPart

    /// The parts that have arrived, by number.
    ///
    /// - Throws: `StoreError`: `.noSuchUpload`, `.io`.
    func parts(of upload: MultipartUpload) async throws(StoreError) -> [UploadedPart]

    /// Puts parts together to an object that is finished and can be published; the upload stays until it is removed.
    ///
    /// - Throws: `StoreError`: `.invalidPart` for one that is not there or has another tag; `.noSuchUpload`,
    ///   `.noSuchBucket`, `.pathConflict`, `.readOnly`, `.io`.
    func assemble(
        _ parts: [UploadCompletion.Part], of upload: MultipartUpload
    ) async throws(StoreError) -> (object: any StagedObject, digest: ContentDigest)

    /// Removes an upload and its parts; one that is not there is no error.
    ///
    /// - Throws: `StoreError`: `.readOnly`, `.io`.
    func remove(_ upload: MultipartUpload) async throws(StoreError)

    /// The uploads under way in a bucket, in no order.
    ///
    /// - Throws: `StoreError` with `.io`.
    func uploads(in bucket: BucketName) async throws(StoreError) -> [MultipartUpload]

    /// Removes uploads to which nothing was added since a time.
    ///
    /// - Parameter time: seconds since 1970.
    /// - Returns: how many there were.
    /// - Throws: `StoreError` with `.io`.
    func removeAbandoned(before time: Int) async throws(StoreError) -> Int
}

/// A part in the making. Whoever stages one publishes or discards it.
public protocol StagedPart: Sendable {
    /// Appends bytes; calls must not overlap.
    ///
    /// - Throws: `StoreError` with `.io`.
    func write(_ bytes: [UInt8]) async throws(StoreError)

    /// No more bytes follow; when this returns they are on the disk.
    ///
    /// - Throws: `StoreError` with `.io`.
    func finish() async throws(StoreError) -> ContentDigest

    /// Makes the finished part one of its upload's, in place of an earlier one of its number.
    ///
    /// - Throws: `StoreError`: `.noSuchUpload` when that was removed meanwhile; `.io`.
    func publish() async throws(StoreError)

    /// Removes what was staged; nothing after publishing.
    func discard() async
}
