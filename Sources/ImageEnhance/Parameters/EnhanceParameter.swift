/// One row of the table of parameters: all that queries, the command line, messages and documentation say about it.
public struct EnhanceParameter<Value: Sendable>: Sendable {
    /// As queries and the command line spell it.
    public let name: String
    /// The accepted values in words.
    public let accepted: String
    /// What applies when nothing is given, in words.
    public let standard: String
    public let meaning: String
    private let parse: @Sendable (String) -> Value?
    private let contains: @Sendable (Value) -> Bool

    init(
        _ name: String, accepted: String, standard: String, meaning: String,
        parse: @escaping @Sendable (String) -> Value?, contains: @escaping @Sendable (Value) -> Bool = { _ in true }
    ) {
        self.name = name
        self.accepted = accepted
        self.standard = standard
        self.meaning = meaning
        self.parse = parse
        self.contains = contains
    }

    /// Meaning, accepted values and default in one line.
    public var help: String {
        "\(meaning): \(accepted) (default: \(standard))."
    }

    /// The value that `text` spells.
    ///
    /// - Throws: `EnhanceError` with `.invalidParameter` naming parameter, text and accepted values.
    public func value(from text: String) throws(EnhanceError) -> Value {
        guard let value = parse(text), contains(value) else { throw invalid(text) }
        return value
    }

    /// - Throws: `EnhanceError` with `.invalidParameter` when `value` is out of range.
    func check(_ value: Value) throws(EnhanceError) {
        guard contains(value) else { throw invalid("\(value)") }
    }

    private func invalid(_ value: String) -> EnhanceError {
        .invalid(name, value: value, accepted: accepted)
    }
}

extension EnhanceParameter where Value == Int {
    static func integer(
        _ name: String, _ range: ClosedRange<Int>, standard: String, meaning: String
    ) -> EnhanceParameter {
        let accepted =
            range.upperBound == .max
            ? "an integer from \(range.lowerBound)" : "an integer from \(range.lowerBound) to \(range.upperBound)"
        return EnhanceParameter(
            name, accepted: accepted, standard: standard, meaning: meaning, parse: Int.init(digits:),
            contains: range.contains)
    }
}

extension EnhanceParameter where Value: RawRepresentable<String> & CaseIterable {
    static func choice(_ name: String, standard: Value, meaning: String) -> EnhanceParameter {
        EnhanceParameter(
            name, accepted: Value.allCases.map(\.rawValue).joined(separator: ", "), standard: standard.rawValue,
            meaning: meaning, parse: Value.init(rawValue:))
    }
}

extension Int {
    /// Digits only: a sign, a space or a decimal point is no integer here.
    init?(digits text: String) {
        guard !text.isEmpty, text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else {
            return nil
        }
        self.init(text)
    }
}
