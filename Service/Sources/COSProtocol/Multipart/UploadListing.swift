/// Which part of a list a client asks for.
public struct UploadListing: Sendable, Hashable {
    /// The most entries in one answer.
    public static let maximumEntries = 1000

    public let prefix: String
    /// What comes after this key, and for the same key after this upload.
    public let keyMarker: String
    public let uploadIDMarker: String
    /// What comes after this part.
    public let partNumberMarker: Int
    public let maximum: Int
    /// Whether keys are to be percent-encoded.
    public let isEncoded: Bool

    /// - Throws: `COSError` with `.invalidArgument`, naming the parameter.
    public init(query: Query) throws(COSError) {
        func number(_ name: String) throws(COSError) -> Int? {
            guard let text = query[name], !text.isEmpty else { return nil }
            guard let value = Int(digits: text) else { throw .invalidArgument(name, "\(name) must be an integer") }
            return value
        }
        guard (query["delimiter"] ?? "").isEmpty else {
            throw .invalidArgument("delimiter", "uploads are not listed by folders: leave delimiter out")
        }
        let encoding = query["encoding-type"] ?? ""
        guard ["", "url"].contains(encoding.lowercased()) else {
            throw .invalidArgument("encoding-type", "encoding-type must be url")
        }
        prefix = query["prefix"] ?? ""
        keyMarker = query["key-marker"] ?? ""
        uploadIDMarker = query["upload-id-marker"] ?? ""
        partNumberMarker = try number("part-number-marker") ?? 0
        let asked = [try number("max-uploads"), try number("max-parts")].compactMap(\.self).first
        maximum = max(1, min(asked ?? Self.maximumEntries, Self.maximumEntries))
        isEncoded = !encoding.isEmpty
    }

    /// A key or prefix as the answer spells it.
    func spelled(_ text: String) -> String { isEncoded ? PercentEncoding.encode(text, keeping: [0x2F]) : text }
}
