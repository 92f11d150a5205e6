internal import CCodecShims

/// Writes gray or RGB planes, with or without alpha, as PNG of the same depth; never interlaced, never a palette.
struct PNGEncoder {
    var options: EncodingOptions
    var cancellation: Cancellation?

    /// - Throws: `.unsupported` for other color models or subsampled planes.
    func encode(_ image: PlanarImage, as encoding: PNGEncoding) throws(CodecError) -> [UInt8] {
        guard image.colorModel == .gray || image.colorModel == .rgb, image.subsampling.isFullResolution else {
            throw CodecError(.unsupported, "PNG holds gray or RGB pixels, not \(image.colorModel)")
        }
        guard max(image.width, image.height) < 1 << 31 else {
            throw CodecError(
                .limitExceeded,
                "\(max(image.width, image.height)) pixels in the longer side; the limit of the PNG format is 2147483647"
            )
        }
        let chunks = try self.chunks(for: image, encoding)
        guard let writer = unsafe png_writer_create() else {
            throw CodecError(.limitExceeded, "no memory for the PNG encoder")
        }
        // SAFETY: the writer lives until the end of this function and its bytes are copied before.
        defer { unsafe png_writer_destroy(writer) }

        unsafe try check(start(writer, image), writer)
        for chunk in chunks where !chunk.isAfterPicture {
            unsafe try check(write(chunk, writer), writer)
        }
        unsafe try check(writePlanes(of: image, writer), writer)
        for chunk in chunks where chunk.isAfterPicture {
            unsafe try check(write(chunk, writer), writer)
        }
        var bytes: UnsafePointer<UInt8>?
        var count = 0
        unsafe try check(png_writer_finish(writer, &bytes, &count), writer)
        return unsafe Array(UnsafeBufferPointer(start: bytes, count: count))
    }

    /// The chunks of the result, as the metadata policy wants them.
    private func chunks(for image: PlanarImage, _ encoding: PNGEncoding) throws(CodecError) -> [PNGChunk] {
        let keepsSamples =
            encoding.bitDepth == image.depth.rawValue && encoding.colorType != .palette
            && !encoding.hasTransparentColors
        var seen: Set<String> = []
        var chunks = encoding.chunks.filter { chunk in
            guard !PNGChunkKind.unique.contains(chunk.type) || seen.insert(chunk.type).inserted else { return false }
            return switch PNGChunkKind(chunk) {
            case .color: options.metadata != .strip
            case .information: options.metadata == .keep
            case .samples: options.metadata == .keep && keepsSamples
            case .obsolete: false
            }
        }
        let written = options.selection(from: image.metadata)
        if let profile = written.iccProfile {
            // A profile has to come before the picture, as all that stands in front does.
            try chunks.insert(PNGProfile(name: encoding.iccProfileName, bytes: profile).chunk(cancellation), at: 0)
        }
        if let exif = written.exif {
            chunks.append(PNGChunk(type: "eXIf", bytes: exif))
        }
        if let xmp = written.xmp {
            chunks.append(PNGInternationalText.chunk(xmp: xmp))
        }
        return chunks
    }

    private func start(_ writer: OpaquePointer, _ image: PlanarImage) -> png_shim_status {
        var picture = png_picture(
            width: UInt32(image.width), height: UInt32(image.height),
            channels: Int32(image.colorModel.planeCount + (image.hasAlpha ? 1 : 0)),
            bit_depth: Int32(image.depth.rawValue))
        // SAFETY: the writer copies the picture's properties.
        return unsafe png_writer_start(writer, &picture)
    }

    private func write(_ chunk: PNGChunk, _ writer: OpaquePointer) -> png_shim_status {
        // SAFETY: type has four letters and a zero; the writer copies both before it returns.
        unsafe png_writer_write_chunk(writer, chunk.type, chunk.bytes, chunk.bytes.count)
    }

    private func writePlanes(of image: PlanarImage, _ writer: OpaquePointer) -> png_shim_status {
        switch image.planes {
        case .eight(let planes): unsafe writePlanes(planes, writer)
        case .sixteen(let planes): unsafe writePlanes(planes, writer)
        }
    }

    private func writePlanes<Element: Sample>(_ planes: [Plane<Element>], _ writer: OpaquePointer) -> png_shim_status {
        // SAFETY: as many planes as the writer has channels, of its depth and size: `PlanarImage` has seen to that.
        SourcePlane.withPlanes(planes) { sources in
            let samples = unsafe sources.map { unsafe Optional(UnsafeRawPointer($0.base)) }
            return unsafe png_writer_write_planes(writer, samples, planes.map(\.stride), codec_stop(cancellation))
        }
    }

    private func check(_ status: png_shim_status, _ writer: OpaquePointer) throws(CodecError) {
        if status == PNG_SHIM_CANCELLED { throw .cancelled }
        guard status == PNG_SHIM_OK else {
            // SAFETY: the text belongs to the writer, which lives until the caller has left.
            throw CodecError(
                .unsupported, unsafe "the PNG can't be written: \(String(cString: png_writer_error(writer)))")
        }
    }
}
