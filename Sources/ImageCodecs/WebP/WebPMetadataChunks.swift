internal import CWebP

/// The chunks of a WebP container that say something about the picture: ICC profile, EXIF, XMP.
struct WebPMetadataChunks {
    var metadata = ImageMetadata()
    var warnings: [ImageWarning] = []
    /// Pictures in the file; 0 in a damaged one.
    var frameCount = 0

    var byteCount: Int {
        [metadata.iccProfile, metadata.exif, metadata.xmp].reduce(0) { $0 + ($1?.count ?? 0) }
    }

    /// Reads them from a file. Whatever is damaged gives a warning: the picture may be sound all the same.
    init(_ bytes: [UInt8]) {
        // SAFETY: the demuxer refers to `bytes`, and neither it nor its iterators leave this closure.
        unsafe bytes.withUnsafeBufferPointer { buffer in
            var data = unsafe WebPData(bytes: buffer.baseAddress, size: buffer.count)
            guard let demuxer = unsafe WebPDemux(&data) else {
                warnings.append(ImageWarning(.repair, "the WebP container is damaged; its metadata are lost"))
                return
            }
            defer { unsafe WebPDemuxDelete(demuxer) }
            frameCount = Int(unsafe WebPDemuxGetI(demuxer, WEBP_FF_FRAME_COUNT))
            metadata.iccProfile = unsafe Self.chunk("ICCP", of: demuxer)
            metadata.exif = unsafe Self.chunk("EXIF", of: demuxer).map(EXIF.tiff(in:))
            metadata.xmp = unsafe Self.chunk("XMP ", of: demuxer)
        }
        warnings += WebPLeftovers.notices(of: bytes)
        metadata.orientation = metadata.exif.flatMap(EXIF.orientation(of:))
    }

    private static func chunk(_ name: String, of demuxer: OpaquePointer) -> [UInt8]? {
        var iterator = unsafe WebPChunkIterator()
        guard unsafe WebPDemuxGetChunk(demuxer, name, 1, &iterator) != 0 else { return nil }
        defer { unsafe WebPDemuxReleaseChunkIterator(&iterator) }
        // SAFETY: the chunk lies in the bytes the demuxer was made from.
        return unsafe Array(UnsafeBufferPointer(start: iterator.chunk.bytes, count: iterator.chunk.size))
    }
}
