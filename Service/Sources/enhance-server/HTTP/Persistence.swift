internal import NIOHTTP1

/// What a request says about its connection's future.
enum Persistence {
    case close
    case keepAlive
    /// HTTP/1.0 that asked for it, and must be told that it is granted.
    case keepAliveIfTold

    init(_ head: HTTPRequestHead) {
        let options = head.headers[canonicalForm: "connection"].map { $0.lowercased() }
        if options.contains("close") {
            self = .close
        } else if head.version.major > 1 || head.version.minor >= 1 {
            self = .keepAlive
        } else {
            self = options.contains("keep-alive") ? .keepAliveIfTold : .close
        }
    }
}
