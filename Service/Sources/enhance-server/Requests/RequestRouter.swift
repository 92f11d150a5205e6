internal import COSProtocol
internal import ImageService
internal import ObjectStore

#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// Finds out what a request asks for and who asks, and has it done.
///
/// The order is: method, Host, Pic-Operations, bucket, signature, permission, key, parameters; then a place among the
/// images in work, and only then the body.
struct RequestRouter: Sendable {
    let service: ImageService
    let buckets: BucketResolver
    let access: AccessPolicy
    let cors: CORSPolicy

    /// What methods there are on anything.
    static let methods = ["GET", "HEAD", "PUT", "POST", "DELETE", "OPTIONS"]

    /// What the log and the metrics call a request before it is known what it asks for.
    static let unknownOperation = "none"

    /// - Parameters:
    ///   - wire: the request's head as it came.
    ///   - note: told what is found out on the way, for the log.
    /// - Throws: `COSError`, or `CancellationError`.
    func reply(
        to wire: WireRequest, body: RequestBodyReader, connection: Connection, note: (RequestNote) -> Void
    ) async throws -> Reply {
        guard Self.methods.contains(wire.method) else {
            throw COSError(.methodNotAllowed, "the methods offered are \(Self.methods.joined(separator: ", "))")
        }
        guard wire.hosts.count == 1 else {
            throw COSError(.invalidRequest, "there must be one Host header, not \(wire.hosts.count)")
        }
        // `OPTIONS *` asks about the server as a whole, of which there is nothing else to say.
        let target = wire.method == "OPTIONS" && wire.target == "*" ? "/" : wire.target
        let operation = try Operation(method: wire.method, target: RequestTarget(target))
        note(.operation(operation.name(of: wire)))
        let head = try RequestHead(
            method: wire.method, target: target, host: wire.hosts[0], headers: wire.headers)
        _ = try PicOperations.header(in: head.headers)
        if operation == .preflight {
            return Reply(status: 200, headers: try cors.preflightHeaders(for: head.headers), body: .bytes([]))
        }
        let bucket = try buckets.bucket(host: head.host)
        let requester = try await requester(of: head, bucket)
        if let id = requester.keyID { note(.key(id)) }
        let context = RequestContext(head: head, bucket: bucket, requester: requester)
        switch operation {
        case .getObject: return try await download(context, connection)
        case .headBucket:
            try context.require(.getObject)
            return Reply(status: 200)
        case .putObject: return try await upload(context, body, connection)
        case .processObject: return try await process(context, connection)
        case .deleteObject: return try await delete(context)
        case .beginUpload: return try await beginUpload(context)
        case .uploadPart: return try await uploadPart(context, body)
        case .completeUpload: return try await completeUpload(context, body, connection)
        case .abortUpload: return try await abortUpload(context)
        case .listParts: return try await listParts(context)
        case .listUploads: return try await listUploads(context)
        case .preflight: preconditionFailure("answered above")
        }
    }

    private func requester(of head: RequestHead, _ bucket: BucketName) async throws(COSError) -> Requester {
        do throws(StoreError) {
            guard try await service.store.contains(bucket) else {
                throw StoreError(.noSuchBucket, "no bucket \(bucket)")
            }
        } catch {
            throw error.refusal
        }
        let requester = try access.requester(of: head, now: time(nil))
        do {
            try requester.requireSignedHost(unlessOnlyOrDefault: bucket == buckets.defaultBucket)
        } catch {
            guard try await isOnlyBucket() else { throw error }
        }
        return requester
    }

    private func isOnlyBucket() async throws(COSError) -> Bool {
        do {
            return try await service.store.buckets().count <= 1
        } catch {
            throw error.refusal
        }
    }

    private func delete(_ context: RequestContext) async throws(COSError) -> Reply {
        try context.require(.deleteObject)
        let key = try context.key()
        do {
            try await service.store.delete(key, in: context.bucket)
        } catch {
            throw error.refusal
        }
        return Reply(status: 204)
    }
}

/// A request's head as it came over the wire, before anything is known to be right.
struct WireRequest: Sendable {
    let method: String
    let target: String
    let hosts: [String]
    let headers: HeaderFields
}

/// Something that is found out about a request.
enum RequestNote {
    case operation(String)
    /// The id of the key that signed it: no secret.
    case key(String)
}

extension Operation {
    /// One of few words, for log and metrics.
    func name(of wire: WireRequest) -> String {
        switch self {
        case .getObject:
            let isProcessed = wire.target.split(separator: "?", maxSplits: 1).dropFirst().first?.contains("ci-process")
            return (wire.method == "HEAD" ? "head" : "get") + (isProcessed == true ? "-image" : "")
        case .headBucket: return "head-bucket"
        case .putObject: return wire.headers[PicOperations.headerName] == nil ? "put" : "put-image"
        case .processObject: return "post-image"
        case .deleteObject: return "delete"
        case .beginUpload: return "begin-upload"
        case .uploadPart: return "upload-part"
        case .completeUpload:
            return wire.headers[PicOperations.headerName] == nil ? "complete-upload" : "complete-upload-image"
        case .abortUpload: return "abort-upload"
        case .listParts: return "list-parts"
        case .listUploads: return "list-uploads"
        case .preflight: return "options"
        }
    }
}
