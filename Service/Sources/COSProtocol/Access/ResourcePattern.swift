/// The objects that a key is for: `bucket/key` with `*` for any characters, slashes among them.
///
/// A bucket's name alone, and a folder that ends in `/`, stand for all below. The cloud's long form
/// `qcs::cos:<region>:uid/<appid>:<bucket>/<key>` is accepted too; its region and account do not matter here.
public struct ResourcePattern: Sendable, Hashable {
    private let pattern: Wildcard

    /// `nil` when `text` is empty, or begins with `qcs:` and has not six parts.
    public init?(_ text: String) {
        var resource = Substring(text)
        if text.hasPrefix("qcs:") {
            let parts = text.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
            guard parts.count == 6, parts[2] == "cos" || parts[2] == "ci" || parts[2] == "*" else { return nil }
            resource = parts[5]
        }
        guard !resource.isEmpty else { return nil }
        if !resource.contains("/") && !resource.hasSuffix("*") { resource += "/" }
        if resource.hasSuffix("/") { resource += "*" }
        pattern = Wildcard(String(resource))
    }

    func matches(bucket: BucketName, key: String) -> Bool { pattern.matches("\(bucket.text)/\(key)") }
}
