/// The body of a POST that completes an upload: which parts the object is made of.
public struct UploadCompletion: Sendable, Hashable {
    public struct Part: Sendable, Hashable {
        public let number: PartNumber
        /// What the client was told when it sent the part.
        public let etag: EntityTag
    }

    /// The most bytes that the document may have; the longest list there can be takes about a megabyte.
    public static let maximumBytes = 2 << 20

    /// At least one, their numbers ascending.
    public let parts: [Part]

    /// - Throws: `COSError`: `.malformedXML` for what is no document of the documented form; `.invalidPart` where the
    ///   numbers do not ascend.
    public init(xml: [UInt8]) throws(COSError) {
        let root = try XMLReader.root(of: xml)
        let elements = root.all("Part")
        guard root.name == "CompleteMultipartUpload", !elements.isEmpty else {
            throw COSError(.malformedXML, "the body must be a CompleteMultipartUpload with at least one Part")
        }
        var parts: [Part] = []
        for element in elements {
            guard let number = element.value("PartNumber").flatMap({ Int(digits: $0) }).flatMap(PartNumber.init),
                let etag = element.value("ETag"), !etag.isEmpty
            else {
                throw COSError(.malformedXML, "each Part must have one PartNumber from 1 to 10000 and one ETag")
            }
            guard parts.last.map({ $0.number < number }) ?? true else {
                throw COSError(.invalidPart, "the parts must be in the order of their numbers, each of them once")
            }
            // Some clients leave the quotes out.
            let isQuoted = etag.hasPrefix("\"")
            parts.append(Part(number: number, etag: EntityTag(text: isQuoted ? etag : "\"\(etag)\"")))
        }
        self.parts = parts
    }
}
