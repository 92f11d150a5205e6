/// What lies behind the picture in a JPEG file, and is announced in front: further pictures, a film.
enum JPEGAppendix {
    /// Names in XMP that announce such parts, of Google's formats: motion photos, older ones, and directories of parts,
    /// among them gain maps. They count from the picture's end or from the file's, so nothing in XMP has to change.
    private static let announcements = [
        "MotionPhoto", "MicroVideo", "http://ns.google.com/photos/1.0/container/",
    ].map { Array($0.utf8) }
    /// The last bytes of what Samsung's cameras append, which is found from the end of the file.
    private static let samsungEnd = Array("SEFT".utf8)

    static func isAnnounced(_ bytes: [UInt8], xmp: [UInt8]?) -> Bool {
        bytes.suffix(samsungEnd.count).elementsEqual(samsungEnd)
            || xmp.map { xmp in announcements.contains { xmp.contains($0) } } == true
    }

    /// A file with the appendix behind it, and the index of further pictures made right.
    ///
    /// - Parameters:
    ///   - file: ends with its picture.
    ///   - appended: as in `JPEGEncoding`.
    static func joined(_ file: [UInt8], _ appended: [UInt8]) -> [UInt8] {
        guard !appended.isEmpty else { return file }
        var result = file
        result.reserveCapacity(file.count + appended.count)
        if let payload = indexRange(in: file), var index = MultiPictureIndex(Array(file[payload])) {
            let header = payload.lowerBound + JPEGMetadata.Signature.multiPicture.count
            let distance = file.count - header
            index.setFirstSize(file.count)
            if index.move(by: distance, into: distance..<distance + appended.count) {
                result.replaceSubrange(payload, with: index.payload)
            }
        }
        return result + appended
    }

    /// The payload of the index among the markers in front of the picture.
    private static func indexRange(in file: [UInt8]) -> Range<Int>? {
        var position = 2
        while position + 4 <= file.count, file[position] == 0xFF, file[position + 1] != JPEGMetadata.Marker.scan {
            let end = position + 2 + (Int(file[position + 2]) << 8 | Int(file[position + 3]))
            let payload = position + 4..<max(position + 4, min(end, file.count))
            if file[position + 1] == JPEGMetadata.Marker.app2,
                file[payload].starts(with: JPEGMetadata.Signature.multiPicture)
            {
                return payload
            }
            position = end
        }
        return nil
    }
}
