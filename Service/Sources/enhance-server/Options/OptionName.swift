internal import ArgumentParser

/// Every option: what flag, environment variable, configuration file and messages call it, and what it means.
enum OptionName: String, CaseIterable, Sendable {
    case data
    case store
    case s3Endpoint = "s3-endpoint"
    case s3Region = "s3-region"
    case s3Addressing = "s3-addressing"
    case origin
    case listen
    case admin
    case defaultBucket = "default-bucket"
    case hostSuffix = "host-suffix"
    case credentials
    case anonymous
    case detectURL = "detect-url"
    case detectURLHosts = "detect-url-hosts"
    case detectURLNetworks = "detect-url-networks"
    case detectURLPorts = "detect-url-ports"
    case detectURLTimeout = "detect-url-timeout"
    case workers
    case queue
    case queueTimeout = "queue-timeout"
    case memory
    case maxPixels = "max-pixels"
    case maxSourceBytes = "max-source-bytes"
    case maxObjectBytes = "max-object-bytes"
    case cache
    case cacheBytes = "cache-bytes"
    case corsOrigins = "cors-origins"
    case headerTimeout = "header-timeout"
    case idleTimeout = "idle-timeout"
    case shutdownTimeout = "shutdown-timeout"
    case tlsCertificate = "tls-certificate"
    case tlsKey = "tls-key"
    case logFormat = "log-format"
    case logLevel = "log-level"

    /// As the command line spells it.
    var flag: String { "--" + rawValue }

    /// `ENHANCE_MAX_PIXELS` for `max-pixels`.
    var variable: String { Self.variable(rawValue) }

    static func variable(_ name: String) -> String {
        "ENHANCE_" + name.uppercased().map { $0 == "-" ? "_" : String($0) }.joined()
    }

    var help: ArgumentHelp {
        let (valueName, meaning, standard): (String, String, String?) =
            switch self {
            case .data:
                (
                    "dir",
                    "The objects: DIR/<bucket>/<key>; buckets are the folders that exist. Not used with --origin.", nil
                )
            case .store:
                ("directory|s3", "Where objects are; with s3, --data holds only uploads under way.", "directory")
            case .s3Endpoint:
                (
                    "url",
                    "The S3-compatible store: AWS, MinIO, COS. Its key comes from ENHANCE_S3_ACCESS_KEY and "
                        + "ENHANCE_S3_SECRET_KEY.", "none"
                )
            case .s3Region: ("name", "The region that requests are signed for.", "us-east-1")
            case .s3Addressing: ("path|host", "Whether the path or the host names the bucket.", "path")
            case .origin:
                ("url", "A web server whose files are the default bucket's objects, read only: URL/<key>.", "none")
            case .listen: ("host:port", "Where requests are answered.", "127.0.0.1:8080")
            case .admin: ("host:port", "Where /health, /ready and /metrics are answered, or off.", "127.0.0.1:8081")
            case .defaultBucket: ("name", "The bucket of hosts that name none: an address, localhost.", "none")
            case .hostSuffix: ("domain", "<bucket>.DOMAIN names a bucket.", "none")
            case .credentials:
                (
                    "file",
                    "JSON: {\"keys\": [{\"id\", \"secret\", \"actions\", \"resources\"}]}; the last two may be left out. "
                        + "ENHANCE_SECRET_ID and ENHANCE_SECRET_KEY give one key with all rights.", "none"
                )
            case .anonymous: ("none|read|all", "What an unsigned request may do.", "none")
            case .detectURL: ("off|on", "Fetch images from elsewhere, which a signature must cover.", "off")
            case .detectURLHosts: ("list", "Hosts to fetch from; .example.com means all below.", "any public")
            case .detectURLNetworks: ("list", "CIDR blocks that count as public although they are not.", "none")
            case .detectURLPorts: ("list", "Ports to fetch from.", "80,443")
            case .detectURLTimeout: ("seconds", "For all of a fetch, redirects included.", "10")
            case .workers: ("n", "Images in work at once.", "one per processor core")
            case .queue: ("n", "Images that wait; one more is answered 503.", "4 per worker")
            case .queueTimeout: ("seconds", "How long one waits until it is answered 503.", "10")
            case .memory:
                ("bytes", "What images in work may take in all.", "half of what the machine or cgroup has")
            case .maxPixels: ("n", "The largest image that is enhanced.", "100000000")
            case .maxSourceBytes: ("n", "The largest file that is enhanced.", "33554432")
            case .maxObjectBytes: ("n", "The largest object that is stored.", "67108864")
            case .cache: ("dir", "Keep results here, so that each is made once.", "off")
            case .cacheBytes: ("n", "How much is kept; least recently used goes first.", "1073741824")
            case .corsOrigins: ("list", "Origins whose pages may read answers; * means all.", "none")
            case .headerTimeout: ("seconds", "How long a request's head may take to arrive.", "10")
            case .idleTimeout: ("seconds", "How long a connection may bring nothing forward.", "60")
            case .shutdownTimeout: ("seconds", "How long requests may go on after SIGTERM.", "30")
            case .tlsCertificate: ("file", "PEM; with --tls-key, for HTTPS.", "none")
            case .tlsKey: ("file", "PEM; with --tls-certificate.", "none")
            case .logFormat: ("text|json", "How requests are logged, one line each on standard error.", "text")
            case .logLevel:
                ("level", "trace, debug, info, notice, warning, error or critical.", "info")
            }
        let ending = standard.map { " (default: \($0))" } ?? " (required)"
        return ArgumentHelp("\(meaning)\(ending)", valueName: valueName)
    }
}
