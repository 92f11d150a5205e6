internal import COSProtocol
internal import ImageEnhance
internal import Logging
internal import RemoteImages

#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

/// All that the options say, read and checked.
struct Configuration: Sendable {
    enum LogFormat: String, CaseIterable, Sendable {
        case text
        case json
    }

    struct TLSFiles: Sendable, Hashable {
        let certificate: String
        let key: String
    }

    var store: StoreOptions
    var listen: ListenAddress
    /// `nil`: no admin listener.
    var admin: ListenAddress?
    var buckets: BucketResolver
    var credentialsFile: String?
    /// From the environment alone, where other users of the machine do not see it.
    var environmentKey: Credential?
    var anonymous: AnonymousAccess
    var workers: Int
    var queue: Int
    var queueTimeout: Duration
    var memory: Int
    var maxPixels: Int
    var maxSourceBytes: Int
    var maxObjectBytes: Int
    /// `nil`: results are not kept.
    var cache: CacheOptions?
    /// `nil`: nothing is fetched from elsewhere.
    var detectURL: FetchPolicy?
    var corsOrigins: [String]
    var headerTimeout: Duration
    var idleTimeout: Duration
    var shutdownTimeout: Duration
    var tls: TLSFiles?
    var logFormat: LogFormat
    var logLevel: Logger.Level

    /// - Throws: `UsageError` that names the option.
    init(
        arguments: ServerArguments, environment: [String: String], file: ConfigurationFile?
    ) throws(UsageError) {
        let options = OptionReader(arguments: arguments, environment: environment, file: file)
        store = try StoreOptions.read(options, environment: environment)
        listen = try options.value(.listen, accepted: "HOST:PORT", parse: ListenAddress.init) ?? .requests
        admin = try Self.admin(options)
        buckets = try Self.buckets(options)
        credentialsFile = options.text(.credentials)
        environmentKey = try Self.key(environment)
        anonymous = try options.choice(.anonymous) ?? AnonymousAccess.none
        workers = try options.integer(.workers, 1...1024) ?? ThreadBudget.allCores.count
        queue = try options.integer(.queue, 0...1_000_000) ?? 4 * workers
        queueTimeout = try options.seconds(.queueTimeout, from: 0) ?? .seconds(10)
        memory = try options.integer(.memory, 1...Int.max) ?? MachineMemory.bytes / 2
        maxPixels = try options.integer(.maxPixels, 1...Int.max) ?? 100_000_000
        maxSourceBytes = try options.integer(.maxSourceBytes, 1...Int.max) ?? 32 << 20
        maxObjectBytes = try options.integer(.maxObjectBytes, 1...Int.max) ?? 64 << 20
        corsOrigins =
            try options.list(.corsOrigins, accepted: "*, or origins such as https://example.com") { text in
                text == "*" || text.contains("://") ? text : nil
            } ?? []
        headerTimeout = try options.seconds(.headerTimeout, from: 0.01) ?? .seconds(10)
        idleTimeout = try options.seconds(.idleTimeout, from: 0.01) ?? .seconds(60)
        shutdownTimeout = try options.seconds(.shutdownTimeout, from: 0) ?? .seconds(30)
        tls = try Self.tls(options)
        logFormat = try options.choice(.logFormat) ?? .text
        logLevel = try options.choice(.logLevel) ?? .info
        detectURL = try DetectURLOptions.policy(options, maxBytes: maxSourceBytes)
        cache = try CacheOptions(options)
    }

    private static func admin(_ options: OptionReader) throws(UsageError) -> ListenAddress? {
        guard options.text(.admin) != "off" else { return nil }
        return try options.value(.admin, accepted: "HOST:PORT or off", parse: ListenAddress.init) ?? .admin
    }

    private static func buckets(_ options: OptionReader) throws(UsageError) -> BucketResolver {
        let standard = try options.value(
            .defaultBucket, accepted: "a bucket's name", parse: { BucketName($0) })
        let suffix = try options.value(.hostSuffix, accepted: "a domain such as cos.example.com") { text in
            HostName(text).flatMap { $0.name.contains(":") || $0.name.hasPrefix("[") ? nil : text }
        }
        return BucketResolver(defaultBucket: standard, hostSuffix: suffix)
    }

    private static func key(_ environment: [String: String]) throws(UsageError) -> Credential? {
        let (id, secret) = (environment["ENHANCE_SECRET_ID"] ?? "", environment["ENHANCE_SECRET_KEY"] ?? "")
        if id.isEmpty && secret.isEmpty { return nil }
        guard !id.isEmpty && !secret.isEmpty else {
            throw UsageError(message: "ENHANCE_SECRET_ID and ENHANCE_SECRET_KEY go together: one of them is not set")
        }
        return Credential(id: id, secret: Secret(secret))
    }

    private static func tls(_ options: OptionReader) throws(UsageError) -> TLSFiles? {
        switch (options.text(.tlsCertificate), options.text(.tlsKey)) {
        case (let certificate?, let key?): return TLSFiles(certificate: certificate, key: key)
        case (nil, nil): return nil
        case (nil, _): throw UsageError(message: "--tls-key needs --tls-certificate")
        case (_, nil): throw UsageError(message: "--tls-certificate needs --tls-key")
        }
    }
}

extension ListenAddress {
    fileprivate static let requests = ListenAddress("127.0.0.1:8080")!
    fileprivate static let admin = ListenAddress("127.0.0.1:8081")!
}
