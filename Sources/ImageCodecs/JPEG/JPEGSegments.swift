/// The segments written behind JFIF and Adobe markers.
struct JPEGSegments {
    /// In the order in which they stand in the file. Metadata larger than its segments can hold is left out; a
    /// source JPEG never has such.
    let all: [JPEGEncoding.Segment]

    init(_ metadata: ImageMetadata, _ encoding: JPEGEncoding, options: EncodingOptions) {
        let room = JPEGEncoding.Segment.maximumPayload - JPEGMetadata.Signature.xmp.count
        let written = options.selection(from: metadata, mostXMP: room)
        let exif = written.exif.map(EXIF.segments(of:)) ?? []
        let xmp = written.xmp.map { packet in
            [JPEGEncoding.Segment(code: JPEGMetadata.Marker.app1, payload: JPEGMetadata.Signature.xmp + packet)]
        }
        let profile = written.iccProfile.map { ICCSegments.segments(of: $0) } ?? []
        all = (exif + (xmp ?? []) + profile + (options.metadata == .keep ? encoding.segments : [])).filter {
            $0.payload.count <= JPEGEncoding.Segment.maximumPayload
        }
    }
}
