/// EXIF that is longer than the JPEG segment which it must fit into.
extension EXIF {
    /// Bytes of the stream that one segment holds.
    private static let maximumPart = JPEGEncoding.Segment.maximumPayload - jpegPrefix.count

    /// The first stream that is cut into the segments.
    ///
    /// Nobody has standardised it, but cameras with large maker notes and ExifTool agree: each segment repeats the prefix,
    /// and the stream just goes on behind it.
    /// - Parameter payloads: in file order, with the prefix.
    /// - Returns: the stream, and how many segments are another's.
    static func joined(_ payloads: [[UInt8]]) -> (tiff: [UInt8]?, otherCount: Int) {
        guard let first = payloads.first else { return (nil, 0) }
        // A TIFF header begins another stream.
        let more = payloads.dropFirst().prefix { TIFFReader(Array($0.dropFirst(jpegPrefix.count).prefix(4))) == nil }
        let tiff = ([first] + more).flatMap { $0.dropFirst(jpegPrefix.count) }
        return (tiff, payloads.count - 1 - more.count)
    }

    /// The segments that carry the stream.
    static func segments(of tiff: [UInt8]) -> [JPEGEncoding.Segment] {
        stride(from: 0, to: max(1, tiff.count), by: maximumPart).map { start in
            JPEGEncoding.Segment(
                code: JPEGMetadata.Marker.app1,
                payload: jpegPrefix + tiff[start..<min(tiff.count, start + maximumPart)])
        }
    }
}
