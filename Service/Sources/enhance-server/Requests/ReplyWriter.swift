internal import COSProtocol
internal import HTTPTypes
internal import HummingbirdCore
internal import NIOCore
internal import ObjectStore

/// Writes answers, large ones piece by piece as the client takes them.
enum ReplyWriter {
    /// Bytes of a piece: small enough for a slow reader to show progress.
    static let piece = 64 << 10

    @concurrent static func write(_ reply: Reply, to writer: consuming ResponseWriter) async throws {
        let head = head(of: reply)
        switch reply.body {
        case .none:
            try await writer.writeResponse(head)
        case .bytes(let bytes) where bytes.count <= piece:
            try await writer.write(response: head, body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
        case .bytes(let bytes):
            var body = try await writer.writeHead(head)
            for start in stride(from: 0, to: bytes.count, by: piece) {
                try await body.write(ByteBuffer(bytes: bytes[start..<min(start + piece, bytes.count)]))
            }
            try await body.finish(nil)
        case .source(let source, let range):
            var body = try await writer.writeHead(head)
            var position = range.lowerBound
            while position < range.upperBound {
                let bytes = try await source.read(from: position, count: min(piece, range.upperBound - position))
                // A file that was cut short by hand: the connection breaks rather than to end early in silence.
                guard !bytes.isEmpty else { throw StoreError(.io, "the object is shorter than it was") }
                position += bytes.count
                try await body.write(ByteBuffer(bytes: bytes))
            }
            try await body.finish(nil)
        }
        withExtendedLifetime(reply.holding) {}
    }

    private static func head(of reply: Reply) -> HTTPResponse {
        var fields = HTTPFields()
        fields.reserveCapacity(reply.headers.count + 1)
        for (name, value) in reply.headers {
            guard let name = HTTPField.Name(name) else { continue }
            fields.append(HTTPField(name: name, value: value))
        }
        switch reply.body {
        case .none:
            // 204 and 304 have no length; HEAD has that of what GET would get, where it is known.
            if let length = reply.length { fields[.contentLength] = "\(length)" }
        default: fields[.contentLength] = "\(reply.body.count)"
        }
        return HTTPResponse(status: .init(code: reply.status), headerFields: fields)
    }
}
