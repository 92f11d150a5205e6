/// Finds each option's text, flag over environment over file, and reads it.
struct OptionReader {
    let arguments: ServerArguments
    let environment: [String: String]
    let file: ConfigurationFile?

    /// The text of an option and a word on where it stands, for messages.
    private func source(_ name: OptionName) -> (text: String, place: String)? {
        if let text = arguments.text(name) { return (text, name.flag) }
        // Empty counts as not set: that is how container tools pass on what was left open.
        if let text = environment[name.variable], !text.isEmpty { return (text, "\(name.flag) (\(name.variable))") }
        if let file, let text = file.values[name] { return (text, "\(name.flag) (in \(file.path))") }
        return nil
    }

    func isGiven(_ name: OptionName) -> Bool { source(name) != nil }

    func text(_ name: OptionName) -> String? { source(name)?.text }

    /// - Parameters:
    ///   - accepted: the accepted values in words.
    ///   - parse: `nil` for text that is none of them.
    /// - Returns: `nil` when the option is not given.
    /// - Throws: `UsageError` naming option, value and what is accepted.
    func value<Value>(
        _ name: OptionName, accepted: String, parse: (String) -> Value?
    ) throws(UsageError) -> Value? {
        guard let (text, place) = source(name) else { return nil }
        guard let value = parse(text) else {
            throw UsageError(message: "\(place) is \(quoted(text)), accepted: \(accepted)")
        }
        return value
    }

    func integer(_ name: OptionName, _ range: ClosedRange<Int>) throws(UsageError) -> Int? {
        let accepted =
            range.upperBound == .max
            ? "an integer from \(range.lowerBound)" : "an integer from \(range.lowerBound) to \(range.upperBound)"
        return try value(name, accepted: accepted) { text in
            guard !text.isEmpty, text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
                let value = Int(text), range.contains(value)
            else { return nil }
            return value
        }
    }

    /// Seconds with or without decimals, up to a day.
    func seconds(_ name: OptionName, from minimum: Double) throws(UsageError) -> Duration? {
        try value(name, accepted: "seconds from \(minimum) to 86400") { text in
            guard
                text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || $0 == UInt8(ascii: ".") }
                ),
                let value = Double(text), value >= minimum, value <= 86400
            else { return nil }
            return .milliseconds(Int64((value * 1000).rounded()))
        }
    }

    func choice<Value: RawRepresentable<String> & CaseIterable>(_ name: OptionName) throws(UsageError) -> Value? {
        try value(name, accepted: Value.allCases.map(\.rawValue).joined(separator: ", ")) { Value(rawValue: $0) }
    }

    /// Comma-separated; blanks around items and empty items do not count.
    func list<Item>(
        _ name: OptionName, accepted: String, parse: (String) -> Item?
    ) throws(UsageError) -> [Item]? {
        try value(name, accepted: accepted) { text in
            var items: [Item] = []
            for part in text.split(separator: ",") {
                let trimmed = String(part.trimmingPrefix(while: { $0 == " " }))
                let word = String(trimmed.reversed().drop(while: { $0 == " " }).reversed())
                if word.isEmpty { continue }
                guard let item = parse(word) else { return nil }
                items.append(item)
            }
            return items
        }
    }
}
