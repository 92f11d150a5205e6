/// Bytes that are read piece by piece.
public protocol ByteSource: Sendable {
    /// In bytes.
    var size: Int { get }

    /// Bytes from `offset` on: `count` of them, or fewer at the end.
    ///
    /// - Throws: `StoreError` with `.io`.
    func read(from offset: Int, count: Int) async throws(StoreError) -> [UInt8]
}

extension ByteSource {
    /// Everything.
    ///
    /// - Throws: `StoreError` with `.io`.
    public func readAll() async throws(StoreError) -> [UInt8] {
        try await read(from: 0, count: size)
    }
}
