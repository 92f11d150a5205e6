internal import COSProtocol
internal import ImageService
internal import Logging

/// What the log tells of a request. Nothing of it is a secret.
struct AccessRecord {
    let id: String
    let client: String
    let method: String
    let target: String
    var operation = RequestRouter.unknownOperation
    /// The id of the key that signed.
    var key: String?
    /// Of a refusal.
    var code: String?
    var message: String?

    init(id: String, client: String, method: String, target: String) {
        self.id = id
        self.client = client
        self.method = method
        self.target = Self.redacted(target)
    }

    mutating func note(_ notes: (operation: String, key: String?)) {
        operation = notes.operation
        key = notes.key
    }

    /// The parameters that say what is done to an image. Others may hold a signature, a token or somebody's address.
    private static let harmless: Set<String> = [
        "ci-process", "denoise", "sharpen", "ignore-error", "image_process", "uploads", "partNumber",
    ]

    private static func redacted(_ target: String) -> String {
        let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        let path = String(parts[0].prefix(1000))
        guard parts.count == 2 else { return path }
        let query = Query(String(parts[1])).items.prefix(20).filter { harmless.contains($0.name) }
        return query.isEmpty
            ? path : path + "?" + query.map { "\($0.rawName)=\($0.rawValue.prefix(100))" }.joined(separator: "&")
    }
}

/// One line a request.
struct AccessLog: Sendable {
    let format: Configuration.LogFormat
    let level: Logger.Level
    let log: LineLog

    func write(_ record: AccessRecord, status: Int, duration: Duration, received: Int, sent: Int) {
        let own: Logger.Level = status >= 500 && status != 503 ? .error : .info
        guard own >= level else { return }
        var fields: [(String, LogLine.Value)] = [
            ("client", .text(record.client)), ("method", .text(String(record.method.prefix(20)))),
            ("target", .text(record.target)), ("status", .integer(status)),
            ("operation", .text(record.operation)),
        ]
        if let code = record.code { fields.append(("code", .text(code))) }
        if let message = record.message { fields.append(("reason", .text(message))) }
        if let key = record.key { fields.append(("key", .text(key))) }
        fields += [
            ("received", .integer(received)), ("sent", .integer(sent)),
            ("ms", .milliseconds(duration.seconds * 1000)), ("request", .text(record.id)),
        ]
        let line = LogLine(level: own.rawValue, message: "request", fields: fields)
        log.write(format == .json ? line.json() : line.text())
    }
}
