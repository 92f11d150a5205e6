internal import COSProtocol
internal import Dispatch
internal import HummingbirdCore
internal import HummingbirdTLS
internal import ImageService
internal import Logging
internal import NIOCore
internal import NIOPosix
internal import NIOSSL
internal import ObjectStore
internal import RemoteImages
internal import RemoteStores
internal import ServiceLifecycle
internal import UnixSignals

#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// A server from its start to its end.
struct ServerRun {
    let configuration: Configuration
    private let state = ServerState()
    private let logger: Logger

    init(_ configuration: Configuration) {
        self.configuration = configuration
        let (level, format) = (configuration.logLevel, configuration.logFormat)
        logger = Logger(label: "enhance-server") { _ in
            ServerLogHandler(logLevel: level, format: format, log: .standardError)
        }
    }

    /// Serves until SIGTERM or SIGINT, then finishes what is in work.
    ///
    /// - Throws: `StartupError`.
    func run() async throws(StartupError) {
        let service = try imageService()
        let access = AccessPolicy(
            credentials: try Keys.credentials(configuration), anonymous: configuration.anonymous)
        if access.credentials.isEmpty && access.anonymous == .none {
            logger.warning("nobody may do anything: there are no keys (--credentials) and --anonymous is none")
        }
        let router = RequestRouter(
            service: service, buckets: configuration.buckets, access: access,
            cors: CORSPolicy(origins: configuration.corsOrigins))
        let log = AccessLog(format: configuration.logFormat, level: configuration.logLevel, log: .standardError)
        let responder = RequestResponder(router: router, log: log, logger: logger)
        let requests = try listener(configuration.listen, tls: configuration.tls, responder.answer) {
            self.state.started()
        }
        var services: [any Service] = [DrainingService(base: requests, onDrain: drain)]
        if let uploads = service.store.multipart {
            services.insert(AbandonedUploads(store: uploads, logger: logger), at: 0)
        }
        if let admin = configuration.admin {
            // It goes on while requests drain: services stop in reverse order.
            services.insert(
                try listener(admin, tls: nil, AdminResponder(service: service, state: state).answer) {}, at: 0)
        }
        var group = ServiceGroupConfiguration(
            services: services, gracefulShutdownSignals: [.sigterm, .sigint],
            logger: Logger(label: "lifecycle") { _ in
                SwiftLogNoOpLogHandler()
            })
        // After this what still runs is cancelled.
        group.maximumGracefulShutdownDuration = configuration.shutdownTimeout
        do {
            try await ServiceGroup(configuration: group).run()
        } catch {
            guard state.readiness == .draining else {
                throw StartupError(status: .failure, message: Self.reason(error))
            }
        }
        logger.info("stopped")
    }

    private func imageService() throws(StartupError) -> ImageService {
        let store: any ObjectStore
        do throws(StoreError) {
            switch configuration.store {
            case .directory(let path): store = try DirectoryStore(path: path)
            case .s3(let settings, let spool): store = try S3Store(settings, spool: spool)
            case .origin(let settings, let bucket): store = OriginStore(settings, bucket: bucket)
            }
        } catch {
            throw StartupError(status: .usage, message: "--data: \(error)")
        }
        return ImageService(
            store: store,
            limits: ServiceLimits(
                workers: configuration.workers, queue: configuration.queue, queueTimeout: configuration.queueTimeout,
                memory: configuration.memory, maxPixels: configuration.maxPixels,
                maxSourceBytes: configuration.maxSourceBytes, maxObjectBytes: configuration.maxObjectBytes),
            cache: try cache(), fetch: configuration.detectURL.map { ImageFetcher(policy: $0).fetch })
    }

    private func cache() throws(StartupError) -> FileCache? {
        guard let options = configuration.cache else { return nil }
        do {
            return try FileCache(path: options.path, capacity: options.capacity)
        } catch {
            throw StartupError(status: .usage, message: "--cache: \(error)")
        }
    }

    private func listener(
        _ address: ListenAddress, tls: Configuration.TLSFiles?, _ answer: @escaping GuardedHTTPChannel.Answer,
        _ onRunning: @escaping @Sendable () -> Void
    ) throws(StartupError) -> any Service {
        let limits = ConnectionRules.Limits(
            header: TimeAmount(configuration.headerTimeout), idle: TimeAmount(configuration.idleTimeout))
        let channel = GuardedHTTPChannel(limits: limits, answer: answer)
        let server = ServerConfiguration(
            address: .hostname(address.host, port: address.port),
            availableConnectionsDelegate: .maximum(DescriptorLimit.connections, logger: logger))
        let scheme = tls == nil ? "http" : "https"
        let announce: @Sendable (any Channel) async -> Void = { [logger] listening in
            let port = listening.localAddress?.port ?? address.port
            logger.info("listening on \(scheme)://\(ListenAddress(host: address.host, port: port))")
            onRunning()
        }
        // Hummingbird tells of every listener itself, and at the same level.
        var quiet = logger
        quiet.logLevel = max(.warning, logger.logLevel)
        let loops = MultiThreadedEventLoopGroup.singleton
        guard let tls else {
            return channel.server(
                configuration: server, onServerRunning: announce, eventLoopGroup: loops, logger: quiet)
        }
        let configuration = try Keys.tls(tls)
        do {
            return try TLSChannel(channel, tlsConfiguration: configuration).server(
                configuration: server, onServerRunning: announce, eventLoopGroup: loops, logger: quiet)
        } catch {
            throw StartupError(status: .configuration, message: "--tls-key does not fit --tls-certificate")
        }
    }

    /// The service is asked to stop.
    private func drain() {
        guard state.beganDraining() else { return }
        logger.info("stopping: no new connections, at most \(configuration.shutdownTimeout) for what is in work")
        // Should even cancelling not end it.
        DispatchQueue.global(qos: .userInitiated).asyncAfter(
            deadline: .now() + configuration.shutdownTimeout.seconds + 0.5
        ) {
            LineLog.standardError.flush()
            _exit(0)
        }
    }

    private static func reason(_ error: any Error) -> String {
        guard let error = error as? IOError else { return "\(error)" }
        return error.errnoCode == EADDRINUSE
            ? "the port is in use: \(error)" : "\(error)"
    }
}

/// A service that tells when it is asked to stop.
private struct DrainingService: Service {
    let base: any Service
    let onDrain: @Sendable () -> Void

    func run() async throws {
        try await withGracefulShutdownHandler {
            try await base.run()
        } onGracefulShutdown: {
            onDrain()
        }
    }
}
