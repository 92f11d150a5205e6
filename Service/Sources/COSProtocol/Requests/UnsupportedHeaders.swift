/// Headers that ask for what is not offered, and that would mislead when they were ignored.
public enum UnsupportedHeaders {
    /// - Throws: `COSError` with `.invalidArgument` for `x-cos-copy-source` (a copy would store an empty object) and
    ///   `x-cos-server-side-encryption…` (nothing would be encrypted).
    public static func refuse(in headers: HeaderFields) throws(COSError) {
        for (name, _) in headers.fields
        where name == "x-cos-copy-source" || name.hasPrefix("x-cos-server-side-encryption") {
            throw .invalidArgument(name, "\(name) is not offered")
        }
    }
}
