extension ObjectKey {
    /// The key that a rule's `fileid` stands for: percent-decoded once, from the bucket's root when it begins with `/`,
    /// else from the folder of `source`.
    ///
    /// - Throws: `COSError` as `init(_:)`, for a key no object may have.
    public init(fileID: String, source: ObjectKey) throws(COSError) {
        let text = PercentEncoding.decodeText(fileID)
        do throws(COSError) {
            if text.utf8.first == UInt8(ascii: "/") {
                try self.init(Array(text.utf8.dropFirst()))
            } else {
                // An empty fileid must not become the folder's own name.
                guard !text.isEmpty else { throw COSError(.invalidObjectName, "it is empty") }
                try self.init(Array((source.folder + text).utf8))
            }
        } catch {
            throw COSError(error.code, "fileid: \(error.message)", parameter: "fileid")
        }
    }

    /// Up to and with the last slash; empty for a key without.
    private var folder: Substring {
        text.utf8.lastIndex(of: UInt8(ascii: "/")).map { text[...$0] } ?? ""
    }
}
