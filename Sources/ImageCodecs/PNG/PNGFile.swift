internal import CCodecShims

/// A whole PNG file as libpng reads it.
struct PNGFile {
    let planes: PlanarImage.Planes
    let hasAlpha: Bool
    let chunks: [PNGChunk]
    let warnings: [ImageWarning]

    /// - Parameter chunkBytes: what one ancillary chunk may hold at most.
    /// - Throws: `.malformed` with libpng's reason.
    init(
        _ bytes: [UInt8], _ header: PNGHeader, chunkBytes: Int, _ cancellation: Cancellation?
    ) throws(CodecError) {
        // SAFETY: the reader sees `bytes` through pointer and count, and neither it nor any pointer it hands out
        // leaves this closure; what stays is copied into arrays.
        let whole = header.missingEnd.isEmpty ? bytes : bytes + header.missingEnd
        let result = unsafe whole.withUnsafeBufferPointer { buffer in
            Result { () throws(CodecError) in try unsafe PNGFile(buffer, header, chunkBytes, cancellation) }
        }
        self = try result.get()
    }

    private init(
        _ bytes: UnsafeBufferPointer<UInt8>, _ header: PNGHeader, _ chunkBytes: Int, _ cancellation: Cancellation?
    ) throws(CodecError) {
        // libpng reads 0 as "no limit", and needs room for the chunks it can't do without.
        let chunkLimit = max(chunkBytes, 4096)
        guard let reader = unsafe png_reader_create(bytes.baseAddress, bytes.count, chunkLimit) else {
            throw CodecError(.limitExceeded, "no memory for the PNG decoder")
        }
        defer { unsafe png_reader_destroy(reader) }

        var picture = png_picture()
        guard unsafe png_reader_start(reader, &picture) == PNG_SHIM_OK else { throw unsafe Self.error(of: reader) }
        // libpng drops a damaged tRNS chunk, so that only now it is sure whether there is alpha.
        let channels = Int(picture.channels)
        hasAlpha = channels > header.colorType.colorModel.planeCount
        let isDeep = picture.bit_depth == 16
        guard picture.width == header.width, picture.height == header.height, channels <= header.channels,
            isDeep == (header.bitDepth == 16)
        else {
            throw CodecError(.malformed, "the PNG file holds two headers that differ")
        }
        let sizes = Array(repeating: (width: header.width, height: header.height), count: channels)
        planes =
            isDeep
            ? .sixteen(try unsafe Self.planes(of: UInt16.self, sizes, reader, cancellation))
            : .eight(try unsafe Self.planes(of: UInt8.self, sizes, reader, cancellation))
        guard unsafe png_reader_finish(reader) == PNG_SHIM_OK else { throw unsafe Self.error(of: reader) }
        chunks = unsafe Self.chunks(of: reader)
        warnings =
            unsafe Self.warnings(of: reader) + ImageWarning.trailing(byteCount: png_reader_trailing_bytes(reader))
    }

    private static func planes<Element: Sample>(
        of type: Element.Type, _ sizes: [(width: Int, height: Int)], _ reader: OpaquePointer,
        _ cancellation: Cancellation?
    ) throws(CodecError) -> [Plane<Element>] {
        try TargetPlane<Element>.makePlanes(sizes) { targets throws(CodecError) in
            // SAFETY: one pointer a channel, each to as many samples of the reader's depth as the picture has pixels;
            // the reader writes all of them or fails.
            let pointers = unsafe targets.map { unsafe Optional(UnsafeMutableRawPointer($0.base)) }
            switch unsafe png_reader_read_planes(reader, pointers, codec_stop(cancellation)) {
            case PNG_SHIM_OK: break
            case PNG_SHIM_CANCELLED: throw .cancelled
            default: throw unsafe error(of: reader)
            }
        }
    }

    private static func chunks(of reader: OpaquePointer) -> [PNGChunk] {
        unsafe (0..<png_reader_chunk_count(reader)).map { index in
            // SAFETY: the index is below the count; the bytes belong to the reader and are copied while it lives.
            let chunk = unsafe png_reader_chunk(reader, index)
            let type = unsafe [chunk.type.0, chunk.type.1, chunk.type.2, chunk.type.3].map(UInt8.init(bitPattern:))
            let bytes = unsafe Array(UnsafeBufferPointer(start: chunk.bytes, count: chunk.count))
            return unsafe PNGChunk(
                type: String(decoding: type, as: UTF8.self), bytes: bytes, isAfterPicture: chunk.is_after_picture != 0)
        }
    }

    private static func warnings(of reader: OpaquePointer) -> [ImageWarning] {
        // SAFETY: texts belong to the reader and are copied while it lives.
        let count = unsafe Int(png_reader_warning_count(reader))
        var kept: [ImageWarning] = []
        while let text = unsafe png_reader_warning(reader, Int32(kept.count)) {
            unsafe kept.append(ImageWarning(.repair, String(cString: text)))
        }
        return count > kept.count ? kept + [ImageWarning(.repair, "\(count - kept.count) more warnings")] : kept
    }

    private static func error(of reader: OpaquePointer) -> CodecError {
        // SAFETY: the text belongs to the reader and is copied while it lives.
        CodecError(.malformed, unsafe "the PNG file is damaged: \(String(cString: png_reader_error(reader)))")
    }
}
