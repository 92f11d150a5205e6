/// One row of the table of parameters: all that queries, the command line, messages and documentation say about it, and
/// where in `EnhanceParameters` its value goes.
public struct EnhanceParameter: Sendable {
    /// Who may set a parameter.
    public enum Scope: Sendable {
        /// Whoever asks for an image: queries and rules of a service.
        case request
        /// Whoever runs the program.
        case program
        /// Tests and measurements; help does not show it.
        case test
    }

    /// As queries and the command line spell it.
    public let name: String
    public let scope: Scope
    /// What help calls the value; `nil` for a switch, which the command line sets without one.
    public let valueName: String?
    /// The accepted values in words.
    public let accepted: String
    /// What applies when nothing is given, in words.
    public let standard: String
    public let meaning: String
    /// Reads a text into the parameters; `false` when it is no accepted value.
    private let assign: @Sendable (_ text: String, inout EnhanceParameters) -> Bool
    /// The parameters' value as text where it is not an accepted one.
    private let rejected: @Sendable (EnhanceParameters) -> String?

    /// - Parameters:
    ///   - path: where the value goes.
    ///   - parse: the value that a text spells, `nil` where it spells none.
    ///   - contains: whether a value is in range; asked for parsed values and for those that programs set.
    ///   - text: a value as messages show it.
    init<Value: Sendable>(
        _ name: String, _ path: any WritableKeyPath<EnhanceParameters, Value> & Sendable, scope: Scope,
        valueName: String?, accepted: String, standard: String, meaning: String,
        parse: @escaping @Sendable (String) -> Value?, contains: @escaping @Sendable (Value) -> Bool = { _ in true },
        text: @escaping @Sendable (Value) -> String = { "\($0)" }
    ) {
        self.name = name
        self.scope = scope
        self.valueName = valueName
        self.accepted = accepted
        self.standard = standard
        self.meaning = meaning
        assign = { spelled, parameters in
            guard let value = parse(spelled), contains(value) else { return false }
            parameters[keyPath: path] = value
            return true
        }
        rejected = { parameters in
            let value = parameters[keyPath: path]
            return contains(value) ? nil : text(value)
        }
    }

    /// Meaning, accepted values and default in one line.
    public var help: String {
        valueName == nil ? "\(meaning)." : "\(meaning): \(accepted) (default: \(standard))."
    }

    /// - Throws: `EnhanceError` with `.invalidParameter`, naming parameter, text and accepted values.
    func set(_ text: String, in parameters: inout EnhanceParameters) throws(EnhanceError) {
        guard assign(text, &parameters) else { throw .invalid(name, value: text, accepted: accepted) }
    }

    /// - Throws: `EnhanceError` with `.invalidParameter` when the value in `parameters` is out of range.
    func check(_ parameters: EnhanceParameters) throws(EnhanceError) {
        if let value = rejected(parameters) { throw .invalid(name, value: value, accepted: accepted) }
    }
}

extension EnhanceParameter {
    /// A row for a whole number.
    static func integer(
        _ name: String, _ path: any WritableKeyPath<EnhanceParameters, Int> & Sendable, scope: Scope,
        valueName: String, _ range: ClosedRange<Int>, standard: String, meaning: String
    ) -> EnhanceParameter {
        EnhanceParameter(
            name, path, scope: scope, valueName: valueName, accepted: words(range), standard: standard,
            meaning: meaning, parse: Int.init(digits:), contains: range.contains)
    }

    /// A row for a value that need not be given. A text that spells none is refused, not taken for `nil`.
    static func optional<Value: Sendable>(
        _ name: String, _ path: any WritableKeyPath<EnhanceParameters, Value?> & Sendable, scope: Scope,
        valueName: String, accepted: String, standard: String, meaning: String,
        parse: @escaping @Sendable (String) -> Value?, contains: @escaping @Sendable (Value) -> Bool = { _ in true }
    ) -> EnhanceParameter {
        EnhanceParameter(
            name, path, scope: scope, valueName: valueName, accepted: accepted, standard: standard, meaning: meaning,
            parse: { text in parse(text).map(Optional.some) }, contains: { $0.map(contains) ?? true },
            text: { $0.map { "\($0)" } ?? "" })
    }

    /// A row for one of several names.
    static func choice<Value: RawRepresentable<String> & CaseIterable & Sendable>(
        _ name: String, _ path: any WritableKeyPath<EnhanceParameters, Value> & Sendable, scope: Scope,
        valueName: String, standard: Value, meaning: String
    ) -> EnhanceParameter {
        EnhanceParameter(
            name, path, scope: scope, valueName: valueName,
            accepted: Value.allCases.map(\.rawValue).joined(separator: ", "), standard: standard.rawValue,
            meaning: meaning, parse: Value.init(rawValue:))
    }

    private static func words(_ range: ClosedRange<Int>) -> String {
        range.upperBound == .max
            ? "an integer from \(range.lowerBound)" : "an integer from \(range.lowerBound) to \(range.upperBound)"
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
