/// A key that may sign requests, and what it may do.
public struct Credential: Sendable {
    /// What `q-ak` holds; no secret.
    public let id: String
    let secret: Secret
    /// `nil`: every action.
    let actions: [ActionPattern]?
    /// `nil`: every object.
    let resources: [ResourcePattern]?

    /// - Parameters:
    ///   - actions: such as `cos:GetObject`, `cos:*`; `nil` for all.
    ///   - resources: such as `photos-1250000000/in/*`; `nil` for all.
    public init(id: String, secret: Secret, actions: [ActionPattern]? = nil, resources: [ResourcePattern]? = nil) {
        self.id = id
        self.secret = secret
        self.actions = actions
        self.resources = resources
    }

    /// Whether the key may do `action` to `key` in `bucket`; `key` is empty for the bucket itself.
    public func permits(_ action: Action, bucket: BucketName, key: String) -> Bool {
        (actions?.contains { $0.matches(action) } ?? true)
            && (resources?.contains { $0.matches(bucket: bucket, key: key) } ?? true)
    }
}
