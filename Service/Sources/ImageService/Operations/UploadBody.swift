/// The bytes a client sends. Asking for the first piece tells a client that waits for it to go on.
public protocol UploadBody: Sendable {
    /// How many bytes there will be; `nil` where the client does not say so.
    var expectedBytes: Int? { get }

    /// The next piece; `nil` at the end.
    ///
    /// - Throws: `COSError` with `.incompleteBody` when the connection ended before the body did.
    func next() async throws -> [UInt8]?
}
