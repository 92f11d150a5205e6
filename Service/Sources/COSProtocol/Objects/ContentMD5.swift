internal import FoundationEssentials

/// The header `Content-MD5`: what the client says the MD5 of its body is.
public enum ContentMD5 {
    /// The 16 bytes of the header's value; `nil` without a header.
    ///
    /// - Throws: `COSError` with `.invalidDigest` when it is no base64 of 16 bytes.
    public static func digest(in headers: HeaderFields) throws(COSError) -> [UInt8]? {
        guard let text = headers["content-md5"] else { return nil }
        guard let data = Data(base64Encoded: text), data.count == 16 else {
            throw COSError(.invalidDigest, "Content-MD5 must be 16 bytes in base64", parameter: "Content-MD5")
        }
        return Array(data)
    }

    /// - Throws: `COSError` with `.badDigest` when the body that arrived has another MD5.
    public static func check(_ expected: [UInt8]?, actual: [UInt8]) throws(COSError) {
        guard expected == nil || expected == actual else {
            throw COSError(.badDigest, "the body's MD5 is not that of Content-MD5", parameter: "Content-MD5")
        }
    }
}
