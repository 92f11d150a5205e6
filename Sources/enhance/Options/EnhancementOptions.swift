internal import ArgumentParser
internal import ImageEnhance

#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

/// What is done to each image: an option for each row of the library's table of parameters.
///
/// ArgumentParser finds options by reflection and decodes them by name, so the mirror below declares them, and a row
/// that is added to the table is an option without a line here.
struct EnhancementOptions: ParsableArguments, CustomReflectable {
    /// Rows that were given, with their values.
    private var given: [(name: String, text: String)] = []

    init() {}

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        for parameter in EnhanceParameters.table {
            let key = Key(stringValue: parameter.name)
            let text =
                parameter.valueName == nil
                ? try container.decode(Flag<Bool>.self, forKey: key).wrappedValue ? "1" : nil
                : try container.decode(Option<String?>.self, forKey: key).wrappedValue
            if let text { given.append((parameter.name, text)) }
        }
    }

    var customMirror: Mirror {
        Mirror(self, children: EnhanceParameters.table.map { ($0.name, EnhancementOptions.declaration(of: $0)) })
    }

    func contains(_ name: String) -> Bool {
        given.contains { $0.name == name }
    }

    /// - Parameter environment: `ENHANCE_INSTRUCTION_SET` forces the kernels that run, for tests.
    func parameters(
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) throws -> EnhanceParameters {
        var parameters = EnhanceParameters()
        if let set = environment["ENHANCE_INSTRUCTION_SET"], !set.isEmpty {
            do {
                try parameters.set("instruction-set", set)
            } catch {
                throw ValidationError("ENHANCE_INSTRUCTION_SET: \(error)")
            }
        }
        for (name, text) in given { try parameters.set(name, text) }
        // A PNG of 24 megapixels is larger than what a server takes for granted. A file is in memory as a whole.
        if !contains("max-bytes") {
            let limits = parameters.limits
            let needed = min(4 * Double(limits.pixels), Double(limits.workingBytes) / 8)
            parameters.limits.inputBytes = max(limits.inputBytes, Int(needed))
        }
        return parameters
    }

    private static func declaration(of parameter: EnhanceParameter) -> Any {
        let name = NameSpecification.customLong(parameter.name)
        guard let valueName = parameter.valueName else {
            return Flag(wrappedValue: false, name: name, help: ArgumentHelp("\(parameter.help)"))
        }
        let help = ArgumentHelp(
            "\(parameter.help)", valueName: valueName, visibility: parameter.scope == .test ? .hidden : .default)
        // A value may begin with a dash: the message then names the range, not an option.
        return Option<String?>(
            name: name, parsing: .unconditional, help: help, completion: .list(spelledValues(of: parameter))
        ) { text in
            var parameters = EnhanceParameters()
            try parameters.set(parameter.name, text)
            return text
        }
    }

    /// What shells offer: levels, and values that are words.
    private static func spelledValues(of parameter: EnhanceParameter) -> [String] {
        let words = parameter.accepted.split { !$0.isLetter && $0 != "-" }.map(String.init)
        let levels = parameter.valueName == "level" ? Level.range.map(String.init) : []
        return (levels + words).filter { word in
            var parameters = EnhanceParameters()
            return (try? parameters.set(parameter.name, word)) != nil
        }
    }

    private struct Key: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }

        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }
}
