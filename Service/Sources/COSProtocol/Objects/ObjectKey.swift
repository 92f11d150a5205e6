/// The key of an object that may exist: text that can be a relative path below a folder without ever leaving it.
public struct ObjectKey: Sendable, Hashable, CustomStringConvertible {
    /// Raw, without a leading slash.
    public let text: String

    /// The most bytes that a key may have.
    public static let maximumBytes = 850
    /// What no segment may begin with: the store keeps its own files there.
    public static let reservedPrefix = ".enhance"

    /// - Throws: `COSError`: `.keyTooLong` above 850 bytes; `.invalidObjectName` when it is empty, no UTF-8, or holds
    ///   a control character, a backslash, or a segment that is empty, `.`, `..`, over 255 bytes or begins with
    ///   `.enhance`.
    public init(_ bytes: [UInt8]) throws(COSError) {
        guard bytes.count <= Self.maximumBytes else {
            throw COSError(
                .keyTooLong, "the key has \(bytes.count) bytes; it may have up to \(Self.maximumBytes)",
                parameter: "key")
        }
        guard !bytes.isEmpty else { throw Self.invalid("it is empty") }
        guard let text = String(validating: bytes, as: UTF8.self) else { throw Self.invalid("it is no UTF-8") }
        guard !text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else {
            throw Self.invalid("it holds a control character")
        }
        guard !bytes.contains(UInt8(ascii: "\\")) else { throw Self.invalid("it holds a backslash") }
        for segment in bytes.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false) {
            try Self.check(segment: segment)
        }
        self.text = text
    }

    public init(_ text: String) throws(COSError) {
        try self.init(Array(text.utf8))
    }

    private static func check(segment: ArraySlice<UInt8>) throws(COSError) {
        guard !segment.isEmpty else { throw invalid("it begins or ends with /, or holds //") }
        guard !segment.elementsEqual(".".utf8), !segment.elementsEqual("..".utf8) else {
            throw invalid("a segment is . or ..")
        }
        guard segment.count <= 255 else { throw invalid("a segment has over 255 bytes") }
        guard !segment.starts(with: reservedPrefix.utf8) else {
            throw invalid("a segment begins with \(reservedPrefix)")
        }
    }

    private static func invalid(_ reason: String) -> COSError {
        COSError(.invalidObjectName, "this can't be a key: \(reason)", parameter: "key")
    }

    /// The parts between slashes; at least one, each a valid file name.
    public var segments: [Substring] { text.split(separator: "/") }

    /// Percent-encoded for a URL, slashes kept.
    public var encoded: String { PercentEncoding.encode(text, keeping: [UInt8(ascii: "/")]) }

    public var description: String { text }
}
