/// Something about a file that did not keep its picture from being decoded.
public struct ImageWarning: Sendable, Hashable, CustomStringConvertible {
    /// How bad it is, from nothing wrong to lost pixels. More kinds may be added.
    public struct Kind: Sendable, Hashable, Comparable, CustomStringConvertible {
        /// The file is in order, but not all of it goes into the result.
        public static let notice = Kind(name: "notice", rank: 0)
        /// The file is damaged or odd, and the picture is whole all the same: metadata, markers, checksums.
        public static let repair = Kind(name: "repair", rank: 1)
        /// Part of the picture is missing or wrong.
        public static let damage = Kind(name: "damage", rank: 2)

        private let name: String
        private let rank: Int

        /// The name of the kind as it is written in Swift.
        public var description: String { name }

        public static func < (a: Kind, b: Kind) -> Bool { a.rank < b.rank }
    }

    public let kind: Kind
    /// One line.
    public let message: String

    public init(_ kind: Kind, _ message: String) {
        self.kind = kind
        self.message = message
    }

    public var description: String { "\(kind): \(message)" }

    /// The kind of the worst of them; `nil` where there is none.
    public static func worst(_ warnings: [ImageWarning]) -> Kind? {
        warnings.map(\.kind).max()
    }

    /// What is said of bytes behind the picture's end: films and second pictures of phones, or padding.
    static func trailing(byteCount: Int) -> [ImageWarning] {
        byteCount == 0
            ? [] : [ImageWarning(.notice, "what follows the picture in the file, \(byteCount) bytes, was left out")]
    }
}
