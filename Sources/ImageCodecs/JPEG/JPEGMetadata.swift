/// A JPEG's segments sorted into what every format has and what only JPEG has.
struct JPEGMetadata {
    enum Signature {
        static let jfif = Array("JFIF\0".utf8)
        static let jfifExtension = Array("JFXX\0".utf8)
        static let adobe = Array("Adobe".utf8)
        static let exif = EXIF.jpegPrefix
        static let xmp = Array("http://ns.adobe.com/xap/1.0/\0".utf8)
        static let icc = Array("ICC_PROFILE\0".utf8)
        static let multiPicture = Array("MPF\0".utf8)
    }

    enum Marker {
        static let app0: UInt8 = 0xE0
        static let app1: UInt8 = 0xE1
        static let app2: UInt8 = 0xE2
        static let app14: UInt8 = 0xEE
    }

    private(set) var image = ImageMetadata()
    /// Those that are passed on as they came.
    private(set) var segments: [JPEGEncoding.Segment] = []
    private(set) var warnings: [ImageWarning] = []

    /// - Parameter all: every APPn and COM marker of a file, in its order.
    init(segments all: [JPEGEncoding.Segment]) {
        var profile = ICCSegments()
        for segment in all {
            func has(_ code: UInt8, _ signature: [UInt8]) -> Bool {
                segment.code == code && segment.payload.starts(with: signature)
            }
            if has(Marker.app0, Signature.jfif) || has(Marker.app14, Signature.adobe) {
                continue  // the frame tells what they say
            } else if has(Marker.app0, Signature.jfifExtension) {
                continue  // a thumbnail of the old picture
            } else if has(Marker.app2, Signature.multiPicture) {
                warnings.append(
                    ImageWarning(
                        .notice, "an index of further pictures (MPF) was dropped: only the first picture is processed"))
            } else if has(Marker.app1, Signature.exif) {
                take(segment.payload.dropFirst(Signature.exif.count), as: \.exif, named: "EXIF")
            } else if has(Marker.app1, Signature.xmp) {
                take(segment.payload.dropFirst(Signature.xmp.count), as: \.xmp, named: "XMP")
            } else if has(Marker.app2, Signature.icc) {
                profile.append(segment.payload.dropFirst(Signature.icc.count))
            } else {
                segments.append(segment)
            }
        }
        image.orientation = image.exif.flatMap { EXIF.orientation(of: $0) }
        image.iccProfile = profile.joined()
        if !profile.isEmpty && image.iccProfile == nil {
            warnings.append(
                ImageWarning(.repair, "the ICC profile was dropped: its segments do not fit together"))
        }
    }

    private mutating func take(
        _ payload: ArraySlice<UInt8>, as property: WritableKeyPath<ImageMetadata, [UInt8]?>, named name: String
    ) {
        if image[keyPath: property] == nil {
            image[keyPath: property] = Array(payload)
        } else {
            warnings.append(ImageWarning(.repair, "a second \(name) segment was dropped"))
        }
    }
}
