/// What a query or a rule asks to be done to an image: `ci-process=AIEnhanceImage` and what goes with it.
public struct ProcessingParameters: Sendable {
    /// The operation that `ci-process` may name.
    public static let operation = "AIEnhanceImage"

    /// Decoded pairs but for `ci-process` and `detect-url`: levels, `ignore-error`, and names that are not ours. Levels
    /// are not checked here; the engine's table does so (`EnhanceParameters(pairs:)`).
    public let pairs: [(name: String, value: String)]
    /// The image from elsewhere that is to be enhanced instead of an object, decoded once.
    public let detectURL: String?

    /// Parameters of a query; `nil` when it asks for no processing.
    ///
    /// - Throws: `COSError` with `.invalidArgument` for another operation or form of processing (`imageMogr2/…`), and
    ///   for `ci-process` or `detect-url` given twice. The original is never served silently instead.
    public init?(query: Query) throws(COSError) {
        try self.init(pairs: query.pairs)
    }

    /// Parameters of a rule in Pic-Operations.
    ///
    /// - Throws: as `init(query:)`, and also for a chain of operations (`|`), `detect-url`, and no operation at all.
    public init(rule: String) throws(COSError) {
        guard !rule.utf8.contains(UInt8(ascii: "|")) else {
            throw .invalidArgument("rule", "a rule holds one operation; chains with | are not offered (-60998)")
        }
        let pairs = rule.split(separator: "&").map { pair in
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            return (
                name: PercentEncoding.decodeText(parts[0]),
                value: parts.count == 2 ? PercentEncoding.decodeText(parts[1]) : ""
            )
        }
        guard let parameters = try ProcessingParameters(pairs: pairs) else {
            throw .invalidArgument("rule", "a rule must be ci-process=\(Self.operation) with its parameters (-60998)")
        }
        guard parameters.detectURL == nil else {
            throw .invalidArgument("detect-url", "a rule works on the object; detect-url belongs in a GET (-60998)")
        }
        self = parameters
    }

    private init?(pairs: [(name: String, value: String)]) throws(COSError) {
        for (name, _) in pairs where Self.isOtherOperation(name) {
            throw .invalidArgument(name, "\(name) is not offered; ci-process=\(Self.operation) is (-60998)")
        }
        guard let operation = try Self.single("ci-process", in: pairs) else { return nil }
        guard operation == Self.operation else {
            throw .invalidArgument("ci-process", "ci-process must be \(Self.operation), not '\(operation)' (-60998)")
        }
        detectURL = try Self.single("detect-url", in: pairs)
        self.pairs = pairs.filter { !["ci-process", "detect-url"].contains($0.name) }
    }

    private static func single(
        _ name: String, in pairs: [(name: String, value: String)]
    ) throws(COSError) -> String? {
        let values = pairs.filter { $0.name == name }
        guard values.count <= 1 else {
            throw .invalidArgument(name, "\(name) is given \(values.count) times, not once")
        }
        return values.first?.value
    }

    /// Whether a query's name is another of the cloud's forms of processing, such as `imageMogr2/thumbnail/100x`.
    private static func isOtherOperation(_ name: String) -> Bool {
        let operation = name.split(separator: "/", maxSplits: 1).first ?? ""
        return ["imagemogr2", "imageview2", "imageinfo", "imageave", "imageslim", "watermark", "style"]
            .contains { operation.lowercased().hasPrefix($0) }
    }
}
