internal import CWebP

/// The chunks of a WebP container that say something about the picture: ICC profile, EXIF, XMP.
struct WebPMetadataChunks {
    var metadata = ImageMetadata()
    /// Those of no known name.
    var others: [WebPChunk] = []
    var warnings: [ImageWarning] = []
    /// Pictures in the file; 0 in a damaged one.
    var frameCount = 0

    var byteCount: Int {
        let known = [metadata.iccProfile, metadata.exif, metadata.xmp].reduce(0) { $0 + ($1?.count ?? 0) }
        return others.reduce(known) { $0 + $1.bytes.count }
    }

    /// Reads them from a file. Whatever is damaged gives a warning: the picture may be sound all the same.
    init(_ bytes: [UInt8]) {
        // SAFETY: the demuxer refers to `bytes`, and it does not leave this closure.
        unsafe bytes.withUnsafeBufferPointer { buffer in
            var data = unsafe WebPData(bytes: buffer.baseAddress, size: buffer.count)
            guard let demuxer = unsafe WebPDemux(&data) else {
                warnings.append(ImageWarning(.repair, "the WebP container is damaged; its metadata are lost"))
                return
            }
            defer { unsafe WebPDemuxDelete(demuxer) }
            frameCount = Int(unsafe WebPDemuxGetI(demuxer, WEBP_FF_FRAME_COUNT))
        }
        let file = WebPRIFF(bytes)
        warnings += file.warnings
        guard frameCount > 0 else { return }
        metadata.iccProfile = file.metadata("ICCP")
        metadata.exif = file.metadata("EXIF").map(EXIF.tiff(in:))
        metadata.xmp = file.metadata("XMP ")
        others = file.others
        metadata.orientation = metadata.exif.flatMap(EXIF.orientation(of:))
    }
}
