internal import COSProtocol
internal import HTTPTypes
internal import HummingbirdCore
internal import ImageService
internal import NIOCore

/// A request's body as the service reads it.
final class RequestBodyReader: UploadBody, @unchecked Sendable {
    let expectedBytes: Int?
    private let facts: Connection.Facts
    private let connection: Connection
    private let body: RequestBody
    // One task reads at a time, as `UploadBody` demands: that is all that keeps these from races.
    private var iterator: RequestBody.AsyncIterator?
    private(set) var receivedBytes = 0

    init(_ request: Request, _ facts: Connection.Facts, _ connection: Connection) {
        // The decoder accepts one length of digits alone.
        expectedBytes =
            request.headers[.contentLength].flatMap { Int($0) }
            ?? (request.headers[.transferEncoding] == nil ? 0 : nil)
        body = request.body
        self.facts = facts
        self.connection = connection
    }

    func next() async throws -> [UInt8]? {
        if iterator == nil {
            connection.askForBody(facts)
            iterator = body.makeAsyncIterator()
        }
        let buffer: ByteBuffer?
        do {
            buffer = try await iterator?.next()
        } catch is CancellationError {
            throw CancellationError()
        } catch {
            throw COSError(.incompleteBody, "the connection ended before the body did")
        }
        guard let buffer else {
            // A connection that breaks ends the sequence as well.
            guard connection.isComplete(facts) else {
                throw COSError(.incompleteBody, "the connection ended before the body did")
            }
            return nil
        }
        receivedBytes += buffer.readableBytes
        return Array(buffer.readableBytesView)
    }
}
