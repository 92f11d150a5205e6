internal import COSProtocol

/// An object of a `DirectoryStore`, open: bytes and metadata are those of one version, even when it is replaced or
/// deleted meanwhile.
final class StoredFile: StoredObject {
    let metadata: ObjectMetadata
    private let file: Descriptor

    init(_ file: Descriptor, metadata: ObjectMetadata) {
        self.file = file
        self.metadata = metadata
    }

    func read(from offset: Int, count: Int) async throws(StoreError) -> [UInt8] {
        let count = max(0, min(count, metadata.size - offset))
        guard count > 0 else { return [] }
        return try await BlockingWork.run { () throws(StoreError) in try self.file.read(from: offset, count: count) }
    }
}
