internal import COSProtocol
internal import HTTPTypes
internal import HummingbirdCore
internal import ImageService
internal import Logging
internal import NIOCore
internal import Synchronization

/// Answers requests: what the router says, as HTTP, with a line in the log and a count in the metrics.
struct RequestResponder: Sendable {
    /// Longer targets are refused: a key has at most 850 bytes, a signature some hundred.
    private static let maximumTarget = 8 << 10

    let router: RequestRouter
    let log: AccessLog
    let logger: Logger
    private var metrics: ServiceMetrics { router.service.metrics }

    init(router: RequestRouter, log: AccessLog, logger: Logger) {
        self.router = router
        self.log = log
        self.logger = logger
    }

    @concurrent func answer(_ request: Request, _ writer: consuming ResponseWriter, _ connection: Connection)
        async throws
    {
        guard let facts = connection.nextFacts() else { return }
        let wire = WireRequest(
            method: request.method.rawValue, target: request.head.path ?? "/", hosts: facts.hosts,
            headers: HeaderFields(request.headers.map { (name: $0.name.rawName, value: $0.value) }))
        let body = RequestBodyReader(request, facts, connection)
        let notes = Mutex((operation: RequestRouter.unknownOperation, key: String?.none))
        let id = RequestID.next()
        var record = AccessRecord(id: id, client: connection.remoteAddress, method: wire.method, target: wire.target)
        var reply: Reply
        do {
            guard wire.target.utf8.count <= Self.maximumTarget else {
                throw COSError(.invalidRequest, "the request's target may have up to \(Self.maximumTarget) bytes")
            }
            reply = try await router.reply(to: wire, body: body, connection: connection) { note in
                notes.withLock { notes in
                    switch note {
                    case .operation(let name): notes.operation = name
                    case .key(let key): notes.key = key
                    }
                }
            }
        } catch is CancellationError {
            metrics.count(.abandoned)
            record.note(notes.withLock { $0 })
            finish(record, status: 499, facts, body, sent: 0)
            // Nobody reads an answer; throwing closes the connection.
            throw CancellationError()
        } catch {
            let refusal = (error as? Refusal) ?? (error as? COSError).map { Refusal($0) }
            if let refusal {
                reply = self.refusal(refusal, wire, id)
                record.code = refusal.error.code.rawValue
                record.message = refusal.error.message
            } else {
                logger.error("internal error", metadata: ["request": "\(id)", "error": "\(error)"])
                reply = self.refusal(Refusal(COSError(.internalError, "the server failed; its log says why")), wire, id)
                record.code = ErrorCode.internalError.rawValue
            }
        }
        record.note(notes.withLock { $0 })
        // A preflight's answer has its own.
        if wire.method != "OPTIONS" { reply.headers += router.cors.answerHeaders(for: wire.headers) }
        reply.headers += [
            ("Date", HTTPClock.now), ("Server", "tencent-cos"), ("x-cos-request-id", id),
        ]
        defer { finish(record, status: reply.status, facts, body, sent: reply.body.count) }
        try await ReplyWriter.write(reply, to: writer)
    }

    private func refusal(_ refusal: Refusal, _ wire: WireRequest, _ id: String) -> Reply {
        let error = refusal.error
        let traceID = RequestID.trace(id)
        let path = String(wire.target.prefix { $0 != "?" })
        let document = ErrorDocument(
            error, host: wire.hosts.first ?? "", path: path, requestID: id, traceID: traceID)
        var reply = Reply.xml(document.bytes, status: error.status)
        reply.headers += refusal.headers + [("x-cos-trace-id", traceID)]
        switch error.code {
        case .slowDown:
            metrics.count(.refused)
            reply.headers.append(("Retry-After", "1"))
        case .methodNotAllowed: reply.headers.append(("Allow", RequestRouter.methods.joined(separator: ", ")))
        default: break
        }
        return wire.method == "HEAD" ? reply.withoutBody : reply
    }

    private func finish(
        _ record: AccessRecord, status: Int, _ facts: Connection.Facts, _ body: RequestBodyReader, sent: Int
    ) {
        let duration = ContinuousClock.now - facts.arrival
        metrics.countResponse(
            operation: record.operation, status: status, duration: duration, bytesIn: body.receivedBytes,
            bytesOut: sent)
        log.write(record, status: status, duration: duration, received: body.receivedBytes, sent: sent)
    }
}
