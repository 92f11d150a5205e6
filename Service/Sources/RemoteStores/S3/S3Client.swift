internal import AsyncHTTPClient
internal import COSProtocol
internal import NIOCore
internal import NIOHTTP1
internal import ObjectStore

#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif
#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// Requests to an object store, signed.
final class S3Client: Sendable {
    /// What is asked for.
    struct Request: Sendable {
        var method: String
        var bucket: BucketName?
        /// Not encoded; empty for the bucket itself.
        var key = ""
        var query: [(name: String, value: String)] = []
        /// Names in lower case.
        var headers: [(name: String, value: String)] = []
        var body: Body?
    }

    /// Bytes to send, which can be had again for another attempt.
    struct Body: Sendable {
        let source: any ByteSource
        /// SHA-256 in hexadecimal digits.
        let digest: String
    }

    struct Response: Sendable {
        let status: Int
        let headers: HTTPHeaders
        let body: HTTPClientResponse.Body

        func header(_ name: String) -> String? { headers.first(name: name) }
    }

    /// Bytes that are sent at once.
    private static let piece = 256 << 10
    private static let emptyDigest = RequestSigner.digest([])

    private let settings: S3Settings
    private let signer: RequestSigner
    private let client: PatientClient

    init(_ settings: S3Settings) {
        self.settings = settings
        signer = RequestSigner(credentials: settings.credentials, region: settings.region)
        client = PatientClient(host: settings.host, connections: settings.connections, attempts: settings.attempts)
    }

    /// The answer, whose body is still to be read. Every request of the store's may be repeated: it reads, or writes
    /// the same bytes to the same place.
    ///
    /// - Throws: `StoreError` with `.unavailable` when the store can't be reached or is overloaded.
    func send(_ request: Request) async throws(StoreError) -> Response {
        let response = try await client.send { message(request) }
        return Response(status: Int(response.status.code), headers: response.headers, body: response.body)
    }

    /// As `send(_:)`, with the body read as a whole.
    func document(_ request: Request, atMost limit: Int = 8 << 20) async throws(StoreError) -> (
        response: Response, bytes: [UInt8]
    ) {
        let response = try await send(request)
        do {
            return (response, Array(try await response.body.collect(upTo: limit).readableBytesView))
        } catch {
            throw client.unavailable("\(error)")
        }
    }

    /// Signed as of now.
    private func message(_ request: Request) -> HTTPClientRequest {
        let bucket = request.bucket?.text
        let isInHost = settings.addressing == .host && bucket != nil
        let host = isInHost ? "\(bucket!).\(settings.host)" : settings.host
        let slash: Set<UInt8> = [UInt8(ascii: "/")]
        let path =
            (isInHost || bucket == nil ? "/" : "/\(bucket!)/") + PercentEncoding.encode(request.key, keeping: slash)
        let headers =
            request.headers + [
                ("host", host), ("x-amz-date", Self.time()),
                ("x-amz-content-sha256", request.body?.digest ?? Self.emptyDigest),
            ]
        let query = RequestSigner.canonical(request.query)
        var message = HTTPClientRequest(url: "\(settings.scheme)://\(host)\(path)\(query.isEmpty ? "" : "?" + query)")
        message.method = HTTPMethod(rawValue: request.method)
        for (name, value) in headers { message.headers.add(name: name, value: value) }
        message.headers.add(
            name: "authorization",
            value: signer.authorization(method: request.method, path: path, query: request.query, headers: headers))
        if let body = request.body {
            let pieces = Pieces(source: body.source, piece: Self.piece)
            message.body = .stream(pieces, length: .known(Int64(body.source.size)))
        }
        return message
    }

    /// `20130524T000000Z`.
    private static func time() -> String {
        String(HTTPDate.iso8601(Glibc.time(nil)).filter { $0 != "-" && $0 != ":" }.prefix(15)) + "Z"
    }
}

/// A source as a sequence of pieces.
private struct Pieces: AsyncSequence, Sendable {
    let source: any ByteSource
    let piece: Int

    struct AsyncIterator: AsyncIteratorProtocol {
        let pieces: Pieces
        var offset = 0

        mutating func next() async throws -> ByteBuffer? {
            guard offset < pieces.source.size else { return nil }
            let bytes = try await pieces.source.read(
                from: offset, count: Swift.min(pieces.piece, pieces.source.size - offset))
            offset += bytes.count
            return ByteBuffer(bytes: bytes)
        }
    }

    func makeAsyncIterator() -> AsyncIterator { AsyncIterator(pieces: self) }
}
