/// What names an upload in parts. Nobody can guess one: 128 random bits.
public struct UploadID: Sendable, Hashable, CustomStringConvertible {
    /// 32 lower-case hexadecimal digits.
    public let text: String

    /// `nil` for what no upload is called.
    public init?(_ text: String) {
        guard let bytes = Hexadecimal.bytes(text), bytes.count == 16, Hexadecimal.lower(bytes) == text else {
            return nil
        }
        self.text = text
    }

    public static func random() -> UploadID {
        var generator = SystemRandomNumberGenerator()
        return UploadID(Hexadecimal.lower((0..<16).map { _ in UInt8.random(in: 0...255, using: &generator) }))!
    }

    public var description: String { text }
}
