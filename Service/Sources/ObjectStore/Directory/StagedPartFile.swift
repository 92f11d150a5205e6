internal import COSProtocol
internal import Synchronization

/// A temporary file that will be a part of an upload to a `DirectoryStore`.
final class StagedPartFile: StagedPart {
    private let number: PartNumber
    private let upload: UploadFolder
    private let workspace: Workspace
    private let file: TemporaryFile
    private let finished = Mutex<ContentDigest?>(nil)

    /// - Throws: `StoreError`: `.readOnly`, `.io`.
    init(_ number: PartNumber, of upload: UploadFolder, _ workspace: Workspace) throws(StoreError) {
        self.number = number
        self.upload = upload
        self.workspace = workspace
        file = try TemporaryFile(in: workspace.temporary)
    }

    func write(_ bytes: [UInt8]) async throws(StoreError) {
        try await BlockingWork.run { () throws(StoreError) in try self.file.write(bytes) }
    }

    func finish() async throws(StoreError) -> ContentDigest {
        try await BlockingWork.run { () throws(StoreError) in
            let digest = try self.file.finish().digest
            self.finished.withLock { $0 = digest }
            return digest
        }
    }

    func publish() async throws(StoreError) {
        try await BlockingWork.run { () throws(StoreError) in
            guard let digest = self.finished.withLock({ $0 }) else {
                preconditionFailure("a part must be finished before publishing")
            }
            try self.upload.publish(self.file.name, of: self.workspace.temporary, as: self.number, digest)
            self.file.markMoved()
        }
    }

    func discard() async {
        try? await BlockingWork.run { self.file.remove() }
    }
}
