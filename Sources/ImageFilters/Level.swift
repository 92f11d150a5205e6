/// A strength from 0 (off) to 5 (strongest), as `denoise` and `sharpen` take it.
public struct Level: Sendable, Hashable, Comparable {
    /// The accepted values.
    public static let range = 0...5
    /// Leaves the picture as it is.
    public static let off = Level(unchecked: 0)
    /// The default: 3.
    public static let standard = Level(unchecked: 3)

    public let rawValue: Int

    /// `nil` when `rawValue` is outside 0…5.
    public init?(_ rawValue: Int) {
        guard Level.range.contains(rawValue) else { return nil }
        self.rawValue = rawValue
    }

    private init(unchecked rawValue: Int) {
        self.rawValue = rawValue
    }

    public static func < (a: Level, b: Level) -> Bool {
        a.rawValue < b.rawValue
    }
}
