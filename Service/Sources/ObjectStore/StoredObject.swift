/// An object that is open for reading. It is closed when the last reference goes.
public protocol StoredObject: Sendable {
    var metadata: ObjectMetadata { get }

    /// Bytes from `offset` on: `count` of them, or fewer at the object's end.
    ///
    /// - Throws: `StoreError` with `.io`.
    func read(from offset: Int, count: Int) async throws(StoreError) -> [UInt8]
}

extension StoredObject {
    /// Everything.
    ///
    /// - Throws: `StoreError` with `.io`.
    public func readAll() async throws(StoreError) -> [UInt8] {
        try await read(from: 0, count: metadata.size)
    }
}
