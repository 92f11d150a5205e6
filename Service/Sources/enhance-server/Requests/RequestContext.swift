internal import COSProtocol

/// A request that is known to be well formed, and who sent it.
struct RequestContext: Sendable {
    let head: RequestHead
    let bucket: BucketName
    let requester: Requester

    var target: RequestTarget { head.target }
    var headers: HeaderFields { head.headers }
    var isHead: Bool { head.method == "HEAD" }

    /// The key as sent, before it is known to be one: for permissions.
    var keyText: String { String(decoding: target.keyBytes, as: UTF8.self) }

    /// - Throws: `COSError` with `.accessDenied`.
    func require(_ action: Action) throws(COSError) {
        try requester.require(action, bucket: bucket, key: keyText)
    }

    /// - Throws: `COSError` for what no object's key can be.
    func key() throws(COSError) -> ObjectKey {
        try ObjectKey(target.keyBytes)
    }
}
