/// The header `Pic-Operations`: which results of an image to store where.
public struct PicOperations: Sendable {
    /// The most rules that one header may hold.
    public static let maximumRules = 5
    /// The most bytes that the header may have.
    public static let maximumBytes = 16 * 1024
    /// The header's name.
    public static let headerName = "Pic-Operations"

    /// Whether the answer is to describe the original image.
    public let wantsImageInfo: Bool
    /// In the header's order; empty when nothing is to be processed.
    public let rules: [PicRule]

    /// The one header of a request; `nil` when there is none.
    ///
    /// - Throws: `COSError` with `.invalidPicOperations` when there are several.
    public static func header(in headers: HeaderFields) throws(COSError) -> String? {
        let values = headers.values(of: headerName)
        guard values.count <= 1 else { throw .invalidPicOperations("there must be one Pic-Operations header") }
        return values.first
    }

    /// - Parameters:
    ///   - header: the header's value, JSON.
    ///   - source: the key that `fileid`s are relative to.
    ///   - bucket: where results go whose rule names no bucket.
    /// - Throws: `COSError`: `.invalidPicOperations` for what is no object of the documented form, for more than five
    ///   rules, and for two rules with one target; `.invalidObjectName` or `.keyTooLong` for a `fileid` that gives no
    ///   key; `.invalidArgument` for a rule that is not offered. Levels are not checked here.
    public init(header: String, source: ObjectKey, bucket: BucketName) throws(COSError) {
        let document = try PicOperationsDocument(header)
        wantsImageInfo = document.wantsImageInfo
        guard document.rules.count <= Self.maximumRules else {
            throw .invalidPicOperations(
                "up to \(Self.maximumRules) rules are accepted, not \(document.rules.count) (-60997)")
        }
        var rules: [PicRule] = []
        for rule in document.rules {
            let rule = try PicRule(rule, source: source, bucket: bucket)
            guard !rules.contains(where: { $0.key == rule.key && $0.bucket == rule.bucket }) else {
                throw .invalidPicOperations("two rules have the same target, \(rule.key)")
            }
            rules.append(rule)
        }
        self.rules = rules
    }
}
