internal import CWebP

/// Reads WebP files: lossy ones into their own YCbCr 4:2:0 planes, lossless ones into RGB, both with alpha.
struct WebPDecoder {
    /// - Parameter header: that of `bytes`, which the limits allow.
    /// - Throws: `.malformed`, `.limitExceeded` when there is no memory.
    func decode(_ bytes: [UInt8], _ header: ImageHeader) throws(CodecError) -> DecodedImage {
        let (width, height, hasAlpha, isLossless) = (header.width, header.height, header.hasAlpha, header.isLossless)
        let chunks = WebPMetadataChunks(bytes)
        let planes =
            try isLossless
            ? WebPPixels.rgbPlanes(bytes, width: width, height: height, hasAlpha: hasAlpha)
            : WebPPixels.yCbCrPlanes(bytes, width: width, height: height, hasAlpha: hasAlpha)
        let image = PlanarImage(
            width: width, height: height, colorModel: isLossless ? .rgb : .yCbCr,
            subsampling: isLossless ? nil : .yCbCr420, hasAlpha: hasAlpha, planes: .eight(planes),
            metadata: chunks.metadata)
        let encoding = WebPEncoding(
            isLossless: isLossless, quality: isLossless ? nil : WebPQuality.estimate(webp: bytes))
        return DecodedImage(image: image, encoding: .webp(encoding), warnings: chunks.warnings)
    }
}
