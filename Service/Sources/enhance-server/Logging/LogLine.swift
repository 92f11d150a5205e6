#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

/// One line of the log, as text or as JSON.
struct LogLine {
    enum Value {
        case text(String)
        case integer(Int)
        case milliseconds(Double)
    }

    let level: String
    let message: String
    let fields: [(name: String, value: Value)]

    func text(now: Date = .now) -> String {
        let words = fields.map { "\($0.name)=\(Self.word($0.value))" }
        return ([Self.time(now), level, Self.word(message)] + words).joined(separator: " ")
    }

    func json(now: Date = .now) -> String {
        let head: [(String, Value)] = [
            ("time", .text(Self.time(now))), ("level", .text(level)), ("message", .text(message)),
        ]
        let members = (head + fields.map { ($0.name, $0.value) }).map { "\(Self.quoted($0)):\(Self.member($1))" }
        return "{\(members.joined(separator: ","))}"
    }

    private static func word(_ value: Value) -> String {
        switch value {
        case .text(let text):
            text.utf8.contains { $0 <= 0x20 || $0 == 0x22 || $0 >= 0x7F } || text.isEmpty ? quoted(text) : text
        case .integer(let value): "\(value)"
        case .milliseconds(let value): rounded(value)
        }
    }

    private static func word(_ message: String) -> String {
        String(
            String.UnicodeScalarView(
                message.unicodeScalars.map { $0.properties.generalCategory == .control ? " " : $0 }))
    }

    private static func member(_ value: Value) -> String {
        switch value {
        case .text(let text): quoted(text)
        case .integer(let value): "\(value)"
        case .milliseconds(let value): rounded(value)
        }
    }

    private static func rounded(_ value: Double) -> String {
        "\((value * 1000).rounded() / 1000)"
    }

    /// As JSON spells a string, in which nothing can end the line or pass for another field.
    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": quoted += "\\\(scalar)"
            case _
            where scalar.properties.generalCategory == .control || "\u{2028}\u{2029}".unicodeScalars.contains(scalar):
                let digits = String(scalar.value, radix: 16)
                quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }

    private static func time(_ date: Date) -> String {
        date.formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
    }
}
