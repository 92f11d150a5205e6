/// Finds the bucket that a `Host` header names.
public struct BucketResolver: Sendable {
    /// For hosts that name no bucket: an address, `localhost`.
    public let defaultBucket: BucketName?
    /// `<bucket>.<suffix>` names a bucket.
    public let hostSuffix: String?

    public init(defaultBucket: BucketName? = nil, hostSuffix: String? = nil) {
        self.defaultBucket = defaultBucket
        self.hostSuffix = hostSuffix?.lowercased().trimmingPrefix(".").description
    }

    /// The bucket of a host: of the cloud's form `<bucket>-<appid>.(cos|pic|ci)[-internal].<region>.<domain>` with
    /// the domains `myqcloud.com` and `tencentcos.cn`, else `<bucket>.<suffix>`, else the default bucket.
    ///
    /// - Parameter host: as sent; its case and port do not matter.
    /// - Throws: `COSError` with `.noSuchBucket` when the host names none and there is no default bucket.
    public func bucket(host: String) throws(COSError) -> BucketName {
        let name = HostName(host)?.name ?? ""
        if let bucket = cloudBucket(name) ?? suffixedBucket(name) ?? defaultBucket { return bucket }
        throw COSError(
            .noSuchBucket, "the host names no bucket, and this server has no default bucket (--default-bucket)")
    }

    private func cloudBucket(_ host: String) -> BucketName? {
        let labels = host.split(separator: ".", omittingEmptySubsequences: false)
        guard labels.count == 5, ["myqcloud.com", "tencentcos.cn"].contains("\(labels[3]).\(labels[4])"),
            ["cos", "pic", "ci", "cos-internal", "pic-internal", "ci-internal"].contains(labels[1]),
            !labels[2].isEmpty, let dash = labels[0].lastIndex(of: "-"), dash != labels[0].startIndex,
            Int(digits: labels[0][dash...].dropFirst()) != nil
        else { return nil }
        return BucketName(String(labels[0]))
    }

    private func suffixedBucket(_ host: String) -> BucketName? {
        guard let hostSuffix, host.hasSuffix("." + hostSuffix) else { return nil }
        return BucketName(String(host.dropLast(hostSuffix.utf8.count + 1)))
    }
}
