extension ObjectKey {
    /// Where the object is, as results name it: the host as sent and the encoded key, without a scheme.
    ///
    /// - Parameters:
    ///   - bucket: the object's bucket. Its name takes the place of the host's first label when that names another
    ///     bucket, which is the request's; a host that names none stays as it is.
    public func location(host: String, requestBucket: BucketName, bucket: BucketName) -> String {
        var host = host
        let label = host.prefix { $0 != "." }
        if bucket != requestBucket && label.lowercased() == requestBucket.text.lowercased() {
            host = bucket.text + host[label.endIndex...]
        }
        return "\(host)/\(encoded)"
    }
}
