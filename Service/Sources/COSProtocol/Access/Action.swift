/// What a permission is about, by the cloud's own names.
public enum Action: String, Sendable, CaseIterable {
    case getObject = "cos:GetObject"
    case putObject = "cos:PutObject"
    case deleteObject = "cos:DeleteObject"
    /// Processing on download, and fetching images from elsewhere.
    case enhanceImage = "ci:CreateAIEnhanceImageJob"
}

/// The actions that a key has: a name, a service with `*`, or `*` alone.
public struct ActionPattern: Sendable, Hashable {
    private let pattern: Wildcard

    /// `nil` unless `text` is `*` or begins with `cos:` or `ci:`, before which the cloud's policies write `name/`.
    /// Names of actions that this server does not know are accepted: a policy is often copied whole.
    public init?(_ text: String) {
        let name = text.trimmingPrefix("name/")
        guard name == "*" || ["cos:", "ci:"].contains(where: { name.hasPrefix($0) && name != $0 }) else { return nil }
        pattern = Wildcard(String(name))
    }

    func matches(_ action: Action) -> Bool { pattern.matches(action.rawValue) }
}
