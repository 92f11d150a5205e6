internal import CWebP

/// Reads WebP files: lossy ones into their own YCbCr 4:2:0 planes, lossless ones into RGB, both with alpha.
struct WebPDecoder {
    var limits: DecodingLimits

    /// - Throws: `.malformed`, `.unsupported` for animations, `.limitExceeded`.
    func decode(_ bytes: [UInt8]) throws(CodecError) -> DecodedImage {
        let features = try self.features(of: bytes)
        guard features.has_animation == 0 else {
            throw CodecError(.unsupported, "animated WebP is not supported")
        }
        let isLossless = features.format == 2
        let hasAlpha = features.has_alpha != 0
        let width = Int(features.width)
        let height = Int(features.height)
        try limits.checkPicture(width: width, height: height, bytesPerPixel: hasAlpha ? 4 : 3)
        // What can't be written again is refused before the work, not after it.
        try WebPSize.check(width: width, height: height)
        let chunks = WebPMetadataChunks(bytes)
        try limits.checkMetadata(byteCount: chunks.byteCount)

        let model: ColorModel = isLossless ? .rgb : .yCbCr
        let planes =
            try isLossless
            ? WebPPixels.rgbPlanes(bytes, width: width, height: height, hasAlpha: hasAlpha)
            : WebPPixels.yCbCrPlanes(bytes, width: width, height: height, hasAlpha: hasAlpha)
        let image = PlanarImage(
            width: width, height: height, colorModel: model, subsampling: isLossless ? nil : .yCbCr420,
            hasAlpha: hasAlpha, planes: .eight(planes), metadata: chunks.metadata)
        let encoding = WebPEncoding(
            isLossless: isLossless, quality: isLossless ? nil : WebPQuality.estimate(webp: bytes))
        return DecodedImage(image: image, encoding: .webp(encoding), warnings: chunks.warnings)
    }

    private func features(of bytes: [UInt8]) throws(CodecError) -> WebPBitstreamFeatures {
        var features = WebPBitstreamFeatures()
        // SAFETY: libwebp reads `bytes` within their count and writes one structure.
        let status = unsafe WebPGetFeatures(bytes, bytes.count, &features)
        guard status == VP8_STATUS_OK else { throw WebPPixels.error(status) }
        guard features.has_animation != 0 || [1, 2].contains(features.format) else {
            throw CodecError(.malformed, "the WebP file holds no picture")
        }
        return features
    }
}
