/// Sharpening of luma at a level.
public struct Sharpener: Sendable, Hashable {
    /// 0 leaves the image as it is.
    public var level: Level

    public init(level: Level = .standard) {
        self.level = level
    }
}
