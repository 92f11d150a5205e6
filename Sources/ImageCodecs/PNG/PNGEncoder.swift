/// Writes gray or RGB planes, with or without alpha, as PNG of the same depth; never interlaced. Palettes and samples of
/// fewer than 8 bits stay what they are as long as the pixels fit.
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
        let form = PNGStoredForm(image, encoding)
        let compression = try PNGCompression.choice(for: form, width: image.width, height: image.height, cancellation)
        let chunks = try self.chunks(for: image, encoding, form)
        let writer = try PNGWriter(form, cancellation)
        try writer.start(width: image.width, height: image.height, compression: compression)
        for chunk in chunks where !chunk.isAfterPicture { try writer.write(chunk) }
        try writer.writeRows(0..<image.height)
        for chunk in chunks where chunk.isAfterPicture { try writer.write(chunk) }
        return try writer.finish()
    }

    /// The chunks of the result, as the metadata policy wants them.
    private func chunks(
        for image: PlanarImage, _ encoding: PNGEncoding, _ form: PNGStoredForm
    ) throws(CodecError) -> [PNGChunk] {
        let keepsSamples =
            encoding.bitDepth == form.bitDepth && encoding.colorType != .palette
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
}
