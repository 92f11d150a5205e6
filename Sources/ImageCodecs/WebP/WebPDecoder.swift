internal import CWebP

/// Reads WebP files: lossy ones into their own YCbCr 4:2:0 planes, lossless ones into RGB, both with alpha.
struct WebPDecoder {
    var cancellation: Cancellation?

    /// - Parameter header: that of `bytes`, which the limits allow.
    /// - Throws: `.malformed`, `.cancelled`, `.limitExceeded` when there is no memory.
    func decode(_ bytes: [UInt8], _ header: ImageHeader) throws(CodecError) -> DecodedImage {
        let (width, height, hasAlpha, isLossless) = (header.width, header.height, header.hasAlpha, header.isLossless)
        let chunks = WebPMetadataChunks(bytes)
        let pixels = WebPPixels(
            bytes: bytes, width: width, height: height, hasAlpha: hasAlpha, cancellation: cancellation)
        let planes =
            try isLossless
            ? pixels.rgbPlanes()
            : pixels.yCbCrPlanes()
        let image = PlanarImage(
            width: width, height: height, colorModel: isLossless ? .rgb : .yCbCr,
            subsampling: isLossless ? nil : .yCbCr420, hasAlpha: hasAlpha, planes: .eight(planes),
            metadata: chunks.metadata)
        let encoding = WebPEncoding(
            isLossless: isLossless, quality: isLossless ? nil : WebPQuality.estimate(webp: bytes),
            chunks: chunks.others)
        return DecodedImage(image: image, encoding: .webp(encoding), warnings: chunks.warnings)
    }
}
