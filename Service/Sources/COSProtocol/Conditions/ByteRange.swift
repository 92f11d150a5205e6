/// The header `Range`, for an object of known size.
public enum ByteRange: Sendable, Hashable {
    /// 200 with everything: no range, several, one that can't be read, or one whose `If-Range` does not hold.
    case whole
    /// 206 with these bytes.
    case part(Range<Int>)

    /// - Parameters:
    ///   - size: of the object, in bytes.
    ///   - lastModified: seconds since 1970.
    /// - Throws: `COSError` with `.invalidRange` when the range has no byte of the object.
    public init(_ headers: HeaderFields, size: Int, etag: EntityTag, lastModified: Int) throws(COSError) {
        guard let text = headers["range"], Self.holds(headers["if-range"], etag, lastModified),
            let bounds = Self.bounds(text)
        else {
            self = .whole
            return
        }
        let range: Range<Int>
        switch bounds {
        case (let first?, let last): range = first..<max(first, min(last ?? .max - 1, size - 1) + 1)
        case (nil, let suffix): range = max(0, size - (suffix ?? 0))..<size
        }
        guard !range.isEmpty else {
            throw COSError(.invalidRange, "the range lies outside the object's \(size) bytes", parameter: "Range")
        }
        self = .part(range)
    }

    /// `bytes=first-last`, `bytes=first-` or `bytes=-suffix`; `nil` for all else, which HTTP says to ignore.
    private static func bounds(_ text: String) -> (first: Int?, last: Int?)? {
        let unit = text.prefix { $0 != "=" }
        guard unit.lowercased() == "bytes", unit.endIndex < text.endIndex else { return nil }
        let parts = text[unit.endIndex...].dropFirst().split(separator: "-", omittingEmptySubsequences: false)
            .map { $0.trimmingBlanks() }
        guard parts.count == 2, parts != ["", ""] else { return nil }
        let numbers = parts.map { Int(digits: $0) }
        guard zip(parts, numbers).allSatisfy({ $0.isEmpty || $1 != nil }) else { return nil }
        if let first = numbers[0], let last = numbers[1], last < first { return nil }
        return (numbers[0], numbers[1])
    }

    private static func holds(_ condition: String?, _ etag: EntityTag, _ lastModified: Int) -> Bool {
        guard let condition else { return true }
        return condition == etag.text || HTTPDate.seconds(condition) == lastModified
    }
}
