/// Who may do what: the keys that may sign, and what needs no signature.
public struct AccessPolicy: Sendable {
    public let credentials: Credentials
    public let anonymous: AnonymousAccess

    public init(credentials: Credentials, anonymous: AnonymousAccess = .none) {
        self.credentials = credentials
        self.anonymous = anonymous
    }

    /// Who sent a request, by its signature in the header `Authorization` or in the query.
    ///
    /// - Parameter now: seconds since 1970.
    /// - Throws: `COSError`: `.accessDenied` for a signature that is partial, expired or of another kind, and for none
    ///   where nothing is permitted without; `.invalidRequest` for two; `.invalidAccessKeyID`,
    ///   `.requestTimeTooSkewed`, `.signatureDoesNotMatch`.
    public func requester(of request: RequestHead, now: Int) throws(COSError) -> Requester {
        guard let signature = try RequestSignature(of: request) else {
            guard anonymous != .none else { throw .accessDenied("the request is not signed") }
            return Requester(anonymous: anonymous)
        }
        let credential = try SignatureVerifier(credentials: credentials).verify(signature, of: request, now: now)
        return Requester(
            credential: credential, signedHeaders: Set(signature.headerList),
            signedParameters: Set(signature.coveredParameters(of: request.target.query)))
    }
}
