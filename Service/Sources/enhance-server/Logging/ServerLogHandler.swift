internal import Logging

/// Everything but requests: starts, stops and failures, in the same form as those.
struct ServerLogHandler: LogHandler {
    var metadata: Logger.Metadata = [:]
    var logLevel: Logger.Level
    let format: Configuration.LogFormat
    let log: LineLog

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let all = metadata.merging(event.metadata ?? [:]) { $1 }
        let line = LogLine(
            level: event.level.rawValue, message: "\(event.message)",
            fields: all.sorted { $0.key < $1.key }.map { ($0.key, .text("\($0.value)")) })
        log.write(format == .json ? line.json() : line.text())
    }
}
