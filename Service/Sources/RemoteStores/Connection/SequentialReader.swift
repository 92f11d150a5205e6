internal import AsyncHTTPClient
internal import NIOCore
internal import ObjectStore

/// The bytes of an object elsewhere, in order over one connection: goes on where it stopped, and begins anew for
/// whoever jumps.
final class SequentialReader: @unchecked Sendable {
    /// Opens the object's bytes from an offset on, or before it where the other side knows no ranges.
    typealias Open = @Sendable (_ offset: Int) async throws(StoreError) -> (body: HTTPClientResponse.Body, start: Int)

    private let open: Open
    private let timeout: Duration
    // One task reads an object at a time, as it reads a file: that is all that keeps these from races.
    private var iterator: HTTPClientResponse.Body.AsyncIterator?
    private var buffer = ByteBuffer()
    private var position = -1

    /// - Parameter timeout: for each read, however its bytes drip. (While none come at all, the client's own holds.)
    init(timeout: Duration = .seconds(60), open: @escaping Open) {
        self.open = open
        self.timeout = timeout
    }

    /// Exactly `count` bytes.
    ///
    /// - Throws: `StoreError` with `.unavailable` when they do not come, or what `open` throws.
    func read(from offset: Int, count: Int) async throws(StoreError) -> [UInt8] {
        let deadline = ContinuousClock.now + timeout
        if offset != position || iterator == nil {
            let (body, start) = try await open(offset)
            iterator = body.makeAsyncIterator()
            buffer.clear()
            position = start
        }
        while position + buffer.readableBytes < offset + count {
            do {
                guard ContinuousClock.now < deadline, let next = try await iterator?.next() else { break }
                buffer.writeImmutableBuffer(next)
            } catch {
                iterator = nil
                throw StoreError(.unavailable, "an object's bytes stopped coming: \(error)")
            }
            let skipped = min(buffer.readableBytes, offset - position)
            buffer.moveReaderIndex(forwardBy: skipped)
            position += skipped
        }
        guard position == offset, let bytes = buffer.readBytes(length: count) else {
            iterator = nil
            throw StoreError(.unavailable, "an object's bytes ended early, or took longer than \(timeout)")
        }
        position = offset + count
        buffer.discardReadBytes()
        return bytes
    }
}
