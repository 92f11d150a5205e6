internal import CWebP

/// What the chunks of a WebP file announce, found without decoding any.
struct WebPHeader {
    let width: Int
    let height: Int
    let hasAlpha: Bool
    let isAnimated: Bool
    let isLossless: Bool
    let frameCount: Int
    let orientation: Int?
    let mark: EnhancementMark?
    /// Bytes of ICC profile, EXIF and XMP.
    let metadataBytes: Int

    /// - Throws: `.malformed`, or `.unsupported` for what libwebp does not know.
    init(_ bytes: [UInt8]) throws(CodecError) {
        var features = WebPBitstreamFeatures()
        // SAFETY: libwebp reads `bytes` within their count and writes one structure.
        let status = unsafe WebPGetFeatures(bytes, bytes.count, &features)
        guard status == VP8_STATUS_OK else { throw WebPPixels.error(status) }
        guard features.has_animation != 0 || [1, 2].contains(features.format) else {
            throw CodecError(.malformed, "the WebP file holds no picture")
        }
        width = Int(features.width)
        height = Int(features.height)
        hasAlpha = features.has_alpha != 0
        isAnimated = features.has_animation != 0
        isLossless = features.format == 2
        let chunks = WebPMetadataChunks(bytes)
        frameCount = max(1, chunks.frameCount)
        orientation = chunks.metadata.orientation
        mark = chunks.metadata.xmp.flatMap(EnhancementMark.init(xmp:))
        metadataBytes = chunks.byteCount
    }
}
