/// The place of a part in its object: 1 to 10000.
public struct PartNumber: Sendable, Hashable, Comparable {
    public static let accepted = 1...10000

    public let value: Int

    public init?(_ value: Int) {
        guard Self.accepted.contains(value) else { return nil }
        self.value = value
    }

    /// - Throws: `COSError` with `.invalidArgument`.
    public init(query: Query) throws(COSError) {
        let values = query.values(of: "partNumber")
        guard values.count == 1, let value = Int(digits: values[0]), let number = PartNumber(value) else {
            throw .invalidArgument("partNumber", "partNumber must be one integer from 1 to \(Self.accepted.upperBound)")
        }
        self = number
    }

    public static func < (a: PartNumber, b: PartNumber) -> Bool { a.value < b.value }
}
