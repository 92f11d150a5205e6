internal import Crypto

/// Checks the signatures that COS's SDKs make (`q-sign-algorithm=sha1`), with every freedom that real SDKs take.
///
/// Source: Tencent Cloud, COS API documentation, "Request signature".
struct SignatureVerifier: Sendable {
    /// How far ahead a signature may begin, in seconds: clocks differ.
    static let maximumSkew = 15 * 60
    /// How long a signature may be good for, in seconds.
    static let maximumValidity = 7 * 24 * 60 * 60

    let credentials: Credentials

    /// The key that made `signature`.
    ///
    /// - Parameter now: seconds since 1970.
    /// - Throws: `COSError`: `.invalidAccessKeyID`, `.accessDenied` (expired, or valid for too long),
    ///   `.requestTimeTooSkewed`, `.signatureDoesNotMatch`.
    func verify(_ signature: RequestSignature, of request: RequestHead, now: Int) throws(COSError) -> Credential {
        let credential = credentials[signature.accessKeyID]
        let key = Self.signingKey(secret: credential?.secret ?? Self.nobody, keyTime: signature.keyTime)
        guard let credential else {
            throw COSError(.invalidAccessKeyID, "the q-ak of the signature is no key of this server")
        }
        try Self.check(time: signature.signTime, "q-sign-time", now: now)
        try Self.check(time: signature.keyTime, "q-key-time", now: now)
        for text in SignedText.readings(of: request, signature) {
            let digest = Hexadecimal.lower(Insecure.SHA1.hash(data: text))
            let signed = "sha1\n\(signature.signTime)\n\(digest)\n"
            // Compares in constant time.
            if HMAC<Insecure.SHA1>.isValidAuthenticationCode(
                signature.code, authenticating: Array(signed.utf8), using: key)
            {
                return credential
            }
        }
        throw COSError(
            .signatureDoesNotMatch, "the signature is not the one of this request with this key; check the secret key")
    }

    /// Stands in for the secret of a key that does not exist, so that asking for one takes as long.
    private static let nobody = Secret("nobody")

    private static func signingKey(secret: Secret, keyTime: String) -> SymmetricKey {
        let code = HMAC<Insecure.SHA1>.authenticationCode(
            for: Array(keyTime.utf8), using: SymmetricKey(data: secret.bytes))
        // The hexadecimal text is the next key, not the bytes.
        return SymmetricKey(data: Array(Hexadecimal.lower(code).utf8))
    }

    private static func check(time: String, _ name: String, now: Int) throws(COSError) {
        let parts = time.split(separator: ";", omittingEmptySubsequences: false)
        guard parts.count == 2, let start = Int(digits: parts[0]), let end = Int(digits: parts[1]), start < end else {
            throw .accessDenied("\(name) must be two times in seconds, start;end")
        }
        guard now <= end else { throw .accessDenied("Request has expired") }
        guard start <= now + maximumSkew else {
            throw COSError(.requestTimeTooSkewed, "\(name) begins more than \(maximumSkew / 60) minutes ahead")
        }
        guard end - start <= maximumValidity else {
            throw .accessDenied("\(name) spans more than \(maximumValidity / 86400) days")
        }
    }
}
