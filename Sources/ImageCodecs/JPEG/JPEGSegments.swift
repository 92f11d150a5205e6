/// The segments written behind JFIF and Adobe markers.
struct JPEGSegments {
    /// In the order in which they stand in the file. Metadata larger than its segments can hold is left out; a
    /// source JPEG never has such.
    let all: [JPEGEncoding.Segment]

    init(_ metadata: ImageMetadata, _ encoding: JPEGEncoding, options: EncodingOptions) {
        let room = JPEGEncoding.Segment.maximumPayload - JPEGMetadata.Signature.xmp.count
        let written = options.selection(from: metadata, mostXMP: room)
        let exif = written.exif.map { JPEGMetadata.Signature.exif + $0 }
        let xmp = written.xmp.map { JPEGMetadata.Signature.xmp + $0 }
        let shared = [exif, xmp].compactMap { payload in
            payload.map { JPEGEncoding.Segment(code: JPEGMetadata.Marker.app1, payload: $0) }
        }
        let profile = written.iccProfile.map { ICCSegments.segments(of: $0) } ?? []
        all = (shared + profile + (options.metadata == .keep ? encoding.segments : [])).filter {
            $0.payload.count <= JPEGEncoding.Segment.maximumPayload
        }
    }
}
