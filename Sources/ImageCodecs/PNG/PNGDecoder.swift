/// Reads PNG files of every color type and depth into gray or RGB planes of 8 or 16 bits, and alpha.
struct PNGDecoder {
    var limits: DecodingLimits
    var cancellation: Cancellation?

    /// - Parameter bytes: a file whose header the limits allow.
    /// - Throws: `.malformed`, `.limitExceeded` for metadata that inflate too far, or when there is no memory.
    func decode(_ bytes: [UInt8]) throws(CodecError) -> DecodedImage {
        let header = try PNGHeader(bytes)
        let file = try PNGFile(bytes, header, chunkBytes: limits.metadataBytes, cancellation)
        var encoding = PNGEncoding(
            colorType: header.colorType, bitDepth: header.bitDepth, isInterlaced: header.isInterlaced,
            hasTransparentColors: header.hasTransparentColors)
        var warnings = file.warnings
        if !header.missingEnd.isEmpty {
            warnings.append(ImageWarning(.repair, "the file lacks its end chunk (IEND) or part of it"))
        }
        let metadata = try sort(file.chunks, &encoding, &warnings)
        let image = PlanarImage(
            width: header.width, height: header.height, colorModel: header.colorType.colorModel,
            hasAlpha: file.hasAlpha, planes: file.planes, metadata: metadata)
        return DecodedImage(image: image, encoding: .png(encoding), warnings: warnings)
    }

    /// Takes what all formats share out of the chunks; the others become part of `encoding`.
    private func sort(
        _ chunks: [PNGChunk], _ encoding: inout PNGEncoding, _ warnings: inout [ImageWarning]
    ) throws(CodecError) -> ImageMetadata {
        var metadata = ImageMetadata()
        var budget = PNGMetadataBudget(limits, cancellation)
        for chunk in chunks {
            try budget.take(chunk)
            if chunk.type == "eXIf" {
                metadata.exif = metadata.exif ?? EXIF.tiff(in: chunk.bytes)
            } else if chunk.type == "iCCP" {
                guard metadata.iccProfile == nil else { continue }
                if let profile = try PNGProfile(chunk, &budget) {
                    if !profile.name.isEmpty { encoding.iccProfileName = profile.name }
                    metadata.iccProfile = profile.bytes
                } else {
                    warnings.append(ImageWarning(.repair, "iCCP: the profile is damaged"))
                }
            } else if metadata.xmp == nil, let xmp = PNGInternationalText.xmp(in: chunk) {
                metadata.xmp = xmp
            } else if let text = PNGCompressedText.stream(in: chunk), try budget.inflate(text) == nil {
                warnings.append(ImageWarning(.repair, "\(chunk.type): the text is damaged"))
            } else {
                if chunk.type == "caBX" {
                    warnings.append(ContentCredentials.notice)
                } else if PNGChunkKind(chunk) == .obsolete, chunk.type != "tIME" {
                    warnings.append(
                        ImageWarning(.notice, "\(chunk.type): left out, as it may hold of the old picture alone"))
                }
                encoding.chunks.append(chunk)
            }
        }
        metadata.orientation = metadata.exif.flatMap(EXIF.orientation(of:))
        return metadata
    }
}
