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
        static let app11: UInt8 = 0xEB
        static let app13: UInt8 = 0xED
        static let app14: UInt8 = 0xEE
        static let scan: UInt8 = 0xDA
    }

    private(set) var image = ImageMetadata()
    /// Those that are passed on as they came.
    private(set) var segments: [JPEGEncoding.Segment] = []
    /// What is passed on of what follows the picture.
    private(set) var appended: [UInt8] = []
    private(set) var warnings: [ImageWarning] = []

    private var profile = ICCSegments()
    private var exif: [[UInt8]] = []
    private var photoshop: [JPEGEncoding.Segment] = []
    /// Where those of Photoshop stood among `segments`.
    private var photoshopPosition = 0
    /// Numbers of the boxes that hold a signed history.
    private var credentials: Set<Int> = []
    private var index: (payload: [UInt8], position: Int)?

    /// - Parameters:
    ///   - all: every APPn and COM marker of a file, in its order.
    ///   - positions: where the payload of each lies in the file.
    ///   - pictureEnd: where the picture ends in the file.
    ///   - trailing: the bytes from there on.
    init(segments all: [JPEGEncoding.Segment], positions: [Int], pictureEnd: Int, trailing: [UInt8]) {
        for (segment, position) in zip(all, positions) { take(segment, at: position) }
        segments.insert(contentsOf: PhotoshopResources.withoutThumbnail(photoshop), at: photoshopPosition)
        let (tiff, otherCount) = EXIF.joined(exif)
        image.exif = tiff
        image.orientation = tiff.flatMap { EXIF.orientation(of: $0) }
        if otherCount > 0 { warnings.append(ImageWarning(.repair, "a second EXIF segment was dropped")) }
        takeProfile()
        if !credentials.isEmpty { warnings.append(ContentCredentials.notice) }
        take(trailing: trailing, from: pictureEnd)
    }

    private mutating func take(_ segment: JPEGEncoding.Segment, at position: Int) {
        func has(_ code: UInt8, _ signature: [UInt8]) -> Bool {
            segment.code == code && segment.payload.starts(with: signature)
        }
        if has(Marker.app0, Signature.jfif) || has(Marker.app14, Signature.adobe) {
            return  // the frame tells what they say
        } else if has(Marker.app0, Signature.jfifExtension) {
            return  // a thumbnail of the old picture
        } else if has(Marker.app2, Signature.multiPicture) {
            index = index ?? (segment.payload, position)
        } else if has(Marker.app1, Signature.exif) {
            exif.append(segment.payload)
        } else if has(Marker.app1, Signature.xmp) {
            if image.xmp != nil { warnings.append(ImageWarning(.repair, "a second XMP segment was dropped")) }
            image.xmp = image.xmp ?? Array(segment.payload.dropFirst(Signature.xmp.count))
        } else if has(Marker.app2, Signature.icc) {
            profile.append(segment.payload.dropFirst(Signature.icc.count))
        } else if has(Marker.app13, PhotoshopResources.signature) {
            if photoshop.isEmpty { photoshopPosition = segments.count }
            photoshop.append(segment)
        } else if !isCredentials(segment) {
            segments.append(segment)
        }
    }

    private mutating func isCredentials(_ segment: JPEGEncoding.Segment) -> Bool {
        guard segment.code == Marker.app11, let number = ContentCredentials.boxNumber(of: segment.payload) else {
            return false
        }
        if ContentCredentials.begin(in: segment.payload) { credentials.insert(number) }
        return credentials.contains(number)
    }

    private mutating func takeProfile() {
        guard !profile.isEmpty else { return }
        let joined = profile.joined()
        image.iccProfile = joined?.profile
        if joined == nil {
            warnings.append(
                ImageWarning(.repair, "the ICC profile was dropped: its segments do not fit together"))
        } else if joined?.isInOrder == false {
            warnings.append(
                ImageWarning(
                    .repair, "the ICC profile's segments are repeated or misnumbered: the first whole one counts"))
        }
    }

    /// Parts that are announced go on being found. The index is kept with the distances from the picture's end, which
    /// is where the appendix begins.
    private mutating func take(trailing: [UInt8], from pictureEnd: Int) {
        var isIndexed = false
        if let (payload, position) = index {
            if var index = MultiPictureIndex(payload), !index.findsOnlyPreviews,
                index.move(by: position + Signature.multiPicture.count - pictureEnd, into: 0..<trailing.count)
            {
                segments.append(JPEGEncoding.Segment(code: Marker.app2, payload: index.payload))
                isIndexed = true
            } else {
                warnings.append(
                    ImageWarning(.notice, "an index (MPF) of previews, or of pictures that are not there, was left out")
                )
            }
        }
        if isIndexed || JPEGAppendix.isAnnounced(trailing, xmp: image.xmp) {
            appended = trailing
        } else {
            warnings += ImageWarning.trailing(byteCount: trailing.count)
        }
    }
}
