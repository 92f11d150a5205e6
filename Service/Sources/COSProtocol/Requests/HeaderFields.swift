/// Header fields whose names are compared without regard to case.
public struct HeaderFields: Sendable, ExpressibleByDictionaryLiteral {
    /// Lower-case names and values without surrounding blanks, in the order given.
    public let fields: [(name: String, value: String)]

    public init(_ fields: some Sequence<(name: String, value: String)>) {
        self.fields = fields.map { ($0.name.lowercased(), $0.value.trimmingBlanks()) }
    }

    public init(dictionaryLiteral elements: (String, String)...) {
        self.init(elements.map { (name: $0.0, value: $0.1) })
    }

    /// The first value of a field; `name` in any case.
    public subscript(name: String) -> String? {
        let name = name.lowercased()
        return fields.first { $0.name == name }?.value
    }

    /// All values of a field, in the order given.
    public func values(of name: String) -> [String] {
        let name = name.lowercased()
        return fields.filter { $0.name == name }.map(\.value)
    }
}

extension StringProtocol {
    /// Without the spaces and tabs at both ends.
    func trimmingBlanks() -> String {
        let isBlank = { (byte: UInt8) in byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
        return String(decoding: utf8.drop(while: isBlank).reversed().drop(while: isBlank).reversed(), as: UTF8.self)
    }
}
