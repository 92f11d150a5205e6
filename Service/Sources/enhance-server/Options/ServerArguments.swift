internal import ArgumentParser

/// The flags as text. What they mean is read by `Configuration`, in one way for flags, environment and file.
struct ServerArguments: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "enhance-server",
        abstract: "Enhance JPEG, PNG and WebP images over HTTP, as clients of AIEnhanceImage ask for it.",
        discussion: """
            Each option is also an environment variable, ENHANCE_ and its name in upper case (ENHANCE_MAX_PIXELS), and \
            a member of the JSON file that --config names ("max-pixels": 50000000; lists are comma-separated strings). \
            A flag goes over the environment, that over the file.

            Exit status: 0 stopped as asked, 1 a failure such as a port in use, 64 wrong usage, 78 unreadable keys.
            """)

    @Option(parsing: .unconditional, help: ArgumentHelp("JSON file of options (default: none)", valueName: "file"))
    var config: String?

    @Option(parsing: .unconditional, help: OptionName.data.help) var data: String?
    @Option(parsing: .unconditional, help: OptionName.store.help) var store: String?
    @Option(name: .customLong("s3-endpoint"), parsing: .unconditional, help: OptionName.s3Endpoint.help)
    var s3Endpoint: String?
    @Option(name: .customLong("s3-region"), parsing: .unconditional, help: OptionName.s3Region.help)
    var s3Region: String?
    @Option(name: .customLong("s3-addressing"), parsing: .unconditional, help: OptionName.s3Addressing.help)
    var s3Addressing: String?
    @Option(parsing: .unconditional, help: OptionName.origin.help) var origin: String?
    @Option(parsing: .unconditional, help: OptionName.listen.help) var listen: String?
    @Option(parsing: .unconditional, help: OptionName.admin.help) var admin: String?
    @Option(parsing: .unconditional, help: OptionName.defaultBucket.help) var defaultBucket: String?
    @Option(parsing: .unconditional, help: OptionName.hostSuffix.help) var hostSuffix: String?
    @Option(parsing: .unconditional, help: OptionName.credentials.help) var credentials: String?
    @Option(parsing: .unconditional, help: OptionName.anonymous.help) var anonymous: String?
    @Option(name: .customLong("detect-url"), parsing: .unconditional, help: OptionName.detectURL.help)
    var detectURL: String?
    @Option(name: .customLong("detect-url-hosts"), parsing: .unconditional, help: OptionName.detectURLHosts.help)
    var detectURLHosts: String?
    @Option(name: .customLong("detect-url-networks"), parsing: .unconditional, help: OptionName.detectURLNetworks.help)
    var detectURLNetworks: String?
    @Option(name: .customLong("detect-url-ports"), parsing: .unconditional, help: OptionName.detectURLPorts.help)
    var detectURLPorts: String?
    @Option(name: .customLong("detect-url-timeout"), parsing: .unconditional, help: OptionName.detectURLTimeout.help)
    var detectURLTimeout: String?
    @Option(parsing: .unconditional, help: OptionName.workers.help) var workers: String?
    @Option(parsing: .unconditional, help: OptionName.queue.help) var queue: String?
    @Option(parsing: .unconditional, help: OptionName.queueTimeout.help) var queueTimeout: String?
    @Option(parsing: .unconditional, help: OptionName.memory.help) var memory: String?
    @Option(parsing: .unconditional, help: OptionName.maxPixels.help) var maxPixels: String?
    @Option(parsing: .unconditional, help: OptionName.maxSourceBytes.help) var maxSourceBytes: String?
    @Option(parsing: .unconditional, help: OptionName.maxObjectBytes.help) var maxObjectBytes: String?
    @Option(parsing: .unconditional, help: OptionName.cache.help) var cache: String?
    @Option(parsing: .unconditional, help: OptionName.cacheBytes.help) var cacheBytes: String?
    @Option(parsing: .unconditional, help: OptionName.corsOrigins.help) var corsOrigins: String?
    @Option(parsing: .unconditional, help: OptionName.headerTimeout.help) var headerTimeout: String?
    @Option(parsing: .unconditional, help: OptionName.idleTimeout.help) var idleTimeout: String?
    @Option(parsing: .unconditional, help: OptionName.shutdownTimeout.help) var shutdownTimeout: String?
    @Option(parsing: .unconditional, help: OptionName.tlsCertificate.help) var tlsCertificate: String?
    @Option(parsing: .unconditional, help: OptionName.tlsKey.help) var tlsKey: String?
    @Option(parsing: .unconditional, help: OptionName.logFormat.help) var logFormat: String?
    @Option(parsing: .unconditional, help: OptionName.logLevel.help) var logLevel: String?

    init() {}

    func text(_ name: OptionName) -> String? {
        switch name {
        case .data: data
        case .store: store
        case .s3Endpoint: s3Endpoint
        case .s3Region: s3Region
        case .s3Addressing: s3Addressing
        case .origin: origin
        case .listen: listen
        case .admin: admin
        case .defaultBucket: defaultBucket
        case .hostSuffix: hostSuffix
        case .credentials: credentials
        case .anonymous: anonymous
        case .detectURL: detectURL
        case .detectURLHosts: detectURLHosts
        case .detectURLNetworks: detectURLNetworks
        case .detectURLPorts: detectURLPorts
        case .detectURLTimeout: detectURLTimeout
        case .workers: workers
        case .queue: queue
        case .queueTimeout: queueTimeout
        case .memory: memory
        case .maxPixels: maxPixels
        case .maxSourceBytes: maxSourceBytes
        case .maxObjectBytes: maxObjectBytes
        case .cache: cache
        case .cacheBytes: cacheBytes
        case .corsOrigins: corsOrigins
        case .headerTimeout: headerTimeout
        case .idleTimeout: idleTimeout
        case .shutdownTimeout: shutdownTimeout
        case .tlsCertificate: tlsCertificate
        case .tlsKey: tlsKey
        case .logFormat: logFormat
        case .logLevel: logLevel
        }
    }
}
