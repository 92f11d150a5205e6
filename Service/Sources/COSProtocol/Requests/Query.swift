/// The part of a target after `?`: pairs in the order given, undecoded.
public struct Query: Sendable, Hashable {
    /// One `name=value`, or a `name` alone, whose value is then empty.
    public struct Item: Sendable, Hashable {
        public let rawName: String
        public let rawValue: String

        /// Decoded once, with `+` as a space, as SDKs send it.
        public var name: String { decoded(rawName) }
        /// Decoded once, with `+` as a space.
        public var value: String { decoded(rawValue) }

        private func decoded(_ raw: String) -> String {
            String(decoding: PercentEncoding.decode(raw, plusIsSpace: true), as: UTF8.self)
        }
    }

    public let items: [Item]

    /// Splits at `&` alone: one SDK leaves `;` inside values as it is.
    public init(_ text: String) {
        items = text.split(separator: "&").map { pair in
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            return Item(rawName: String(parts[0]), rawValue: parts.count == 2 ? String(parts[1]) : "")
        }
    }

    /// The first value of a parameter; `nil` when it is not there.
    public subscript(name: String) -> String? { items.first { $0.name == name }?.value }

    public func contains(_ name: String) -> Bool { self[name] != nil }

    /// All values of a parameter, in the order given.
    public func values(of name: String) -> [String] { items.filter { $0.name == name }.map(\.value) }

    /// Every pair, decoded.
    public var pairs: [(name: String, value: String)] { items.map { ($0.name, $0.value) } }
}
