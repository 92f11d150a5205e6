/// Who sent a request, and what its signature covers.
public struct Requester: Sendable {
    private enum Identity {
        case anonymous(AnonymousAccess)
        case signed(Credential, headers: Set<String>, parameters: Set<String>)
    }

    private let identity: Identity

    init(anonymous: AnonymousAccess) {
        identity = .anonymous(anonymous)
    }

    init(credential: Credential, signedHeaders: Set<String>, signedParameters: Set<String>) {
        identity = .signed(credential, headers: signedHeaders, parameters: signedParameters)
    }

    /// The id of the key that signed; `nil` for an unsigned request. Safe to log.
    public var keyID: String? {
        if case .signed(let credential, _, _) = identity { credential.id } else { nil }
    }

    /// - Parameter key: the object's key, also one that is not yet checked; empty for the bucket itself.
    /// - Throws: `COSError` with `.accessDenied`.
    public func require(_ action: Action, bucket: BucketName, key: String) throws(COSError) {
        switch identity {
        case .anonymous(let access):
            guard access.permits(action) else { throw .accessDenied("\(action.rawValue) needs a signature") }
        case .signed(let credential, _, _):
            guard credential.permits(action, bucket: bucket, key: key) else {
                throw .accessDenied("this key has no \(action.rawValue) on this object")
            }
        }
    }

    /// What processing on upload demands: a signature that covers Pic-Operations. Unsigned requests pass; `require`
    /// judges those.
    ///
    /// - Throws: `COSError` with `.accessDenied` and the message the cloud gives.
    public func requireSignedPicOperations() throws(COSError) {
        guard case .signed(_, let headers, _) = identity else { return }
        guard headers.contains(PicOperations.headerName.lowercased()) else {
            throw .accessDenied("Auth sign header must include Pic-Operations")
        }
    }

    /// What fetching from elsewhere demands: a signature that covers `detect-url`, or no signature where everything is
    /// permitted without.
    ///
    /// - Throws: `COSError` with `.accessDenied`.
    public func requireSignedDetectURL() throws(COSError) {
        switch identity {
        case .anonymous(let access):
            guard access == .all else { throw .accessDenied("detect-url needs a signature") }
        case .signed(_, _, let parameters):
            guard parameters.contains("detect-url") else {
                throw .accessDenied("Auth sign parameters must include detect-url")
            }
        }
    }

    /// Whether a signature stands for the value of the query's parameter `name` (lower case).
    public func signs(parameter name: String) -> Bool {
        if case .signed(_, _, let parameters) = identity { parameters.contains(name) } else { false }
    }

    /// A signature that does not cover Host speaks of no bucket, so that a link made for one would open the same key
    /// in every other: with several buckets it is good for the default bucket only.
    ///
    /// - Parameter isOnlyOrDefault: whether `bucket` is the server's default bucket or the only one there is.
    /// - Throws: `COSError` with `.accessDenied`.
    public func requireSignedHost(unlessOnlyOrDefault isOnlyOrDefault: @autoclosure () -> Bool) throws(COSError) {
        guard case .signed(_, let headers, _) = identity, !headers.contains("host") else { return }
        guard isOnlyOrDefault() else { throw .accessDenied("Auth sign header must include host for this bucket") }
    }
}
