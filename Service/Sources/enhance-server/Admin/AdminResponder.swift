internal import HTTPTypes
internal import HummingbirdCore
internal import ImageService
internal import ObjectStore

/// `/health`, `/ready` and `/metrics`, on a listener of their own: no key can be called so, and load elsewhere does not
/// reach them.
struct AdminResponder: Sendable {
    let service: ImageService
    let state: ServerState

    @concurrent func answer(_ request: Request, _ writer: consuming ResponseWriter, _ connection: Connection)
        async throws
    {
        _ = connection.nextFacts()
        var reply = reply(to: request)
        reply.headers += [("Date", HTTPClock.now), ("Cache-Control", "no-store")]
        try await ReplyWriter.write(request.method == .head ? reply.withoutBody : reply, to: writer)
    }

    private func reply(to request: Request) -> Reply {
        guard request.method == .get || request.method == .head else { return .text("use GET\n", status: 405) }
        switch (request.head.path ?? "").prefix(while: { $0 != "?" }) {
        case "/health": return .text("ok\n")
        case "/ready":
            return switch state.readiness {
            case .ready: .text("ready\n")
            case .starting: .text("starting\n", status: 503)
            case .draining: .text("draining\n", status: 503)
            }
        case "/metrics":
            let process = ProcessStatus()
            let text = service.metrics.text(gauges: gauges(process), processorSeconds: process.processorSeconds)
            return .text(text, type: "text/plain; version=0.0.4; charset=utf-8")
        default: return .text("there are /health, /ready and /metrics\n", status: 404)
        }
    }

    private func gauges(_ process: ProcessStatus) -> [(name: String, help: String, value: Double)] {
        [
            ("enhance_images_running", "Images in work.", Double(service.admission.runningCount)),
            (
                "enhance_images_waiting", "Requests let in that wait for a place or for their body.",
                Double(service.admission.waitingCount)
            ),
            ("enhance_workers", "Images that may be in work at once.", Double(service.limits.workers)),
            ("enhance_memory_reserved_bytes", "Memory set aside for images.", Double(service.memory.reservedBytes)),
            ("enhance_memory_budget_bytes", "Memory for images in all.", Double(service.memory.bytes)),
            ("enhance_cache_bytes", "Bytes of the results kept.", Double(service.cache?.byteCount ?? 0)),
            ("process_resident_memory_bytes", "Resident memory of the process.", Double(process.residentBytes)),
            ("process_open_fds", "Open file descriptors.", Double(process.openDescriptors)),
            ("process_start_time_seconds", "When the process started, since 1970.", state.startTime),
        ]
    }
}

extension Reply {
    fileprivate static func text(_ text: String, status: Int = 200, type: String = "text/plain") -> Reply {
        Reply(status: status, headers: [("Content-Type", type)], body: .bytes(Array(text.utf8)))
    }
}
