/// The body of an answer to a request with Pic-Operations. Its media type is exactly `application/xml`.
public struct UploadResult: Sendable, Hashable {
    /// What `is_pic_info` asks for.
    public struct ImageInfo: Sendable, Hashable {
        /// As the library names it; written in upper case.
        public var format: String
        /// In pixels.
        public var width: Int
        public var height: Int
        /// 1 to 100; left out where the format has none that is known.
        public var quality: Int?
        /// Mean colour, 8 bits each.
        public var average: RGB?
        /// EXIF's value; 0 without.
        public var orientation: Int

        public init(
            format: String, width: Int, height: Int, quality: Int? = nil, average: RGB? = nil, orientation: Int = 0
        ) {
            self.format = format
            self.width = width
            self.height = height
            self.quality = quality
            self.average = average
            self.orientation = orientation
        }
    }

    public struct RGB: Sendable, Hashable {
        public var red: UInt8
        public var green: UInt8
        public var blue: UInt8

        public init(red: UInt8, green: UInt8, blue: UInt8) {
            (self.red, self.green, self.blue) = (red, green, blue)
        }

        /// As COS spells a colour: `0xa18454`.
        var text: String { "0x" + Hexadecimal.lower([red, green, blue]) }
    }

    /// One stored result, in the order of the rules.
    public struct ProcessedObject: Sendable, Hashable {
        public var key: ObjectKey
        /// Host and path, without a scheme.
        public var location: String
        /// Written in lower case; `nil` for the copy of a file that is no image.
        public var format: String?
        /// In pixels; `nil` as for `format`.
        public var width: Int?
        public var height: Int?
        /// In bytes.
        public var size: Int
        /// 1 to 100; left out where the format has none that is known.
        public var quality: Int?
        public var etag: EntityTag

        public init(
            key: ObjectKey, location: String, format: String?, width: Int?, height: Int?, size: Int,
            quality: Int? = nil, etag: EntityTag
        ) {
            self.key = key
            self.location = location
            self.format = format
            self.width = width
            self.height = height
            self.size = size
            self.quality = quality
            self.etag = etag
        }
    }

    public var key: ObjectKey
    /// Host and path, without a scheme.
    public var location: String
    public var etag: EntityTag
    /// Only where it was asked for and the body is an image.
    public var imageInfo: ImageInfo?
    public var objects: [ProcessedObject]

    public init(
        key: ObjectKey, location: String, etag: EntityTag, imageInfo: ImageInfo? = nil, objects: [ProcessedObject]
    ) {
        self.key = key
        self.location = location
        self.etag = etag
        self.imageInfo = imageInfo
        self.objects = objects
    }

    /// UTF-8.
    public var bytes: [UInt8] {
        var xml = XMLWriter()
        xml.element("UploadResult") { xml in
            xml.element("OriginalInfo") { xml in
                xml.element("Key", key.text)
                xml.element("Location", location)
                xml.element("ETag", etag.text)
                if let imageInfo { xml.element("ImageInfo", imageInfo.write) }
            }
            writeResults(&xml)
        }
        return xml.bytes
    }

    /// What the answer to an upload's completion has of this, beside elements of its own.
    func writeWithinCompletion(_ xml: inout XMLWriter) {
        if let imageInfo { xml.element("ImageInfo", imageInfo.write) }
        writeResults(&xml)
    }

    private func writeResults(_ xml: inout XMLWriter) {
        xml.element("ProcessResults") { xml in
            for object in objects { xml.element("Object", object.write) }
        }
    }
}

extension UploadResult.ImageInfo {
    fileprivate func write(_ xml: inout XMLWriter) {
        xml.element("Format", format.uppercased())
        xml.element("Width", width)
        xml.element("Height", height)
        xml.element("Quality", quality)
        if let average { xml.element("Ave", average.text) }
        xml.element("Orientation", orientation)
    }
}

extension UploadResult.ProcessedObject {
    fileprivate func write(_ xml: inout XMLWriter) {
        xml.element("Key", key.text)
        xml.element("Location", location)
        if let format { xml.element("Format", format.lowercased()) }
        xml.element("Width", width)
        xml.element("Height", height)
        xml.element("Size", size)
        xml.element("Quality", quality)
        xml.element("ETag", etag.text)
    }
}
