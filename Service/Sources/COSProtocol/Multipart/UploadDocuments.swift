/// The bodies of answers about uploads in parts. Their media type is exactly `application/xml`.
public enum UploadDocuments {
    /// An upload under way.
    public struct Upload: Sendable, Hashable {
        public var key: String
        public var id: UploadID
        /// Seconds since 1970.
        public var started: Int

        public init(key: String, id: UploadID, started: Int) {
            (self.key, self.id, self.started) = (key, id, started)
        }
    }

    /// A part that has arrived.
    public struct Part: Sendable, Hashable {
        public var number: PartNumber
        public var etag: EntityTag
        /// In bytes.
        public var size: Int
        /// Seconds since 1970.
        public var lastModified: Int

        public init(number: PartNumber, etag: EntityTag, size: Int, lastModified: Int) {
            (self.number, self.etag, self.size, self.lastModified) = (number, etag, size, lastModified)
        }
    }

    public static func begun(bucket: BucketName, key: ObjectKey, id: UploadID) -> [UInt8] {
        var xml = XMLWriter()
        xml.element("InitiateMultipartUploadResult") { xml in
            xml.element("Bucket", bucket.text)
            xml.element("Key", key.text)
            xml.element("UploadId", id.text)
        }
        return xml.bytes
    }

    /// - Parameters:
    ///   - location: host and path, without a scheme.
    ///   - result: what rules made of it.
    public static func completed(
        bucket: BucketName, key: ObjectKey, location: String, etag: EntityTag, result: UploadResult?
    ) -> [UInt8] {
        var xml = XMLWriter()
        xml.element(
            "CompleteMultipartUploadResult", namespace: "http://www.qcloud.com/document/product/436/7751"
        ) { xml in
            xml.element("Location", location)
            xml.element("Bucket", bucket.text)
            xml.element("Key", key.text)
            xml.element("ETag", etag.text)
            result?.writeWithinCompletion(&xml)
        }
        return xml.bytes
    }

    /// - Parameter parts: all there are, by number.
    public static func parts(
        _ parts: [Part], of upload: Upload, bucket: BucketName, _ listing: UploadListing
    ) -> [UInt8] {
        let rest = parts.filter { $0.number.value > listing.partNumberMarker }
        let shown = rest.prefix(listing.maximum)
        var xml = XMLWriter()
        xml.element("ListPartsResult") { xml in
            xml.element("Bucket", bucket.text)
            if listing.isEncoded { xml.element("EncodingType", "url") }
            xml.element("Key", listing.spelled(upload.key))
            xml.element("UploadId", upload.id.text)
            xml.element("PartNumberMarker", listing.partNumberMarker)
            xml.element("NextPartNumberMarker", shown.last?.number.value ?? listing.partNumberMarker)
            xml.element("MaxParts", listing.maximum)
            xml.element("IsTruncated", shown.count < rest.count ? "true" : "false")
            xml.element("StorageClass", "STANDARD")
            for part in shown {
                xml.element("Part") { xml in
                    xml.element("PartNumber", part.number.value)
                    xml.element("LastModified", HTTPDate.iso8601(part.lastModified))
                    xml.element("ETag", part.etag.text)
                    xml.element("Size", part.size)
                }
            }
        }
        return xml.bytes
    }

    /// - Parameter uploads: all of the bucket, in any order.
    public static func uploads(_ uploads: [Upload], bucket: BucketName, _ listing: UploadListing) -> [UInt8] {
        let all = uploads.filter { $0.key.hasPrefix(listing.prefix) }
            // The newest of a key comes last: that is the one SDKs go on with.
            .sorted { ($0.key, $0.started, $0.id.text) < ($1.key, $1.started, $1.id.text) }
        let marker = all.firstIndex { $0.key == listing.keyMarker && $0.id.text == listing.uploadIDMarker }
        let rest = marker.map { all[($0 + 1)...] } ?? all.drop { $0.key <= listing.keyMarker }
        let shown = rest.prefix(listing.maximum)
        let isTruncated = shown.count < rest.count
        var xml = XMLWriter()
        xml.element("ListMultipartUploadsResult") { xml in
            xml.element("Bucket", bucket.text)
            if listing.isEncoded { xml.element("EncodingType", "url") }
            xml.element("Prefix", listing.spelled(listing.prefix))
            xml.element("KeyMarker", listing.spelled(listing.keyMarker))
            xml.element("UploadIdMarker", listing.uploadIDMarker)
            if isTruncated, let last = shown.last {
                xml.element("NextKeyMarker", listing.spelled(last.key))
                xml.element("NextUploadIdMarker", last.id.text)
            }
            xml.element("MaxUploads", listing.maximum)
            xml.element("IsTruncated", isTruncated ? "true" : "false")
            for upload in shown {
                xml.element("Upload") { xml in
                    xml.element("Key", listing.spelled(upload.key))
                    xml.element("UploadId", upload.id.text)
                    xml.element("StorageClass", "STANDARD")
                    xml.element("Initiated", HTTPDate.iso8601(upload.started))
                }
            }
        }
        return xml.bytes
    }
}
