/// The name of a bucket: that of a folder, so no path and nothing hidden.
public struct BucketName: Sendable, Hashable, CustomStringConvertible {
    public let text: String

    /// `nil` unless `text` is 1 to 255 ASCII letters, digits, `-`, `_` or `.`, and begins with a letter or digit.
    public init?(_ text: String) {
        let bytes = text.utf8
        guard (1...255).contains(bytes.count), bytes.first!.isASCIILetterOrDigit,
            bytes.allSatisfy({ $0.isASCIILetterOrDigit || "-_.".utf8.contains($0) })
        else { return nil }
        self.text = text
    }

    public var description: String { text }
}
