public import COSProtocol

/// An object in the making. Whoever stages one publishes or discards it; what is left of a process that died is
/// cleared at the next start.
public protocol StagedObject: Sendable {
    var bucket: BucketName { get }
    var key: ObjectKey { get }

    /// Appends bytes; calls must not overlap.
    ///
    /// - Throws: `StoreError` with `.io`.
    func write(_ bytes: [UInt8]) async throws(StoreError)

    /// No more bytes follow; when this returns they are on the disk. Needed before publishing.
    ///
    /// - Throws: `StoreError` with `.io`.
    func finish() async throws(StoreError) -> ContentDigest

    /// Everything written so far, to enhance what arrived without holding it twice.
    ///
    /// - Throws: `StoreError` with `.io`.
    func readAll() async throws(StoreError) -> [UInt8]

    /// Removes what was staged; nothing after publishing.
    func discard() async
}
