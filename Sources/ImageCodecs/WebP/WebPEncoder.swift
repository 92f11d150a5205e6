internal import CWebP

/// Writes YCbCr 4:2:0 planes as lossy, RGB planes as lossless WebP, both with alpha, which is never lossy.
struct WebPEncoder {
    var options: EncodingOptions
    var cancellation: Cancellation?

    /// - Throws: `.unsupported` for planes that WebP can't hold, `.limitExceeded` for sides above 16383.
    func encode(_ image: PlanarImage, as encoding: WebPEncoding) throws(CodecError) -> [UInt8] {
        guard case .eight(let planes) = image.planes else {
            throw CodecError(.unsupported, "WebP holds 8 bits a sample, not 16")
        }
        try WebPSize.check(width: image.width, height: image.height)
        let picture: [UInt8]
        switch image.colorModel {
        case .yCbCr where image.subsampling == .yCbCr420 && !encoding.isLossless:
            picture = try WebPPicturePlanes.lossy(planes, quality: quality(for: encoding), cancellation)
        case .rgb where encoding.isLossless:
            picture = try WebPPicturePlanes.lossless(planes, cancellation)
        default:
            throw CodecError(
                .unsupported,
                "\(encoding.isLossless ? "lossless WebP holds RGB" : "lossy WebP holds YCbCr 4:2:0"), not these planes")
        }
        return try WebPContainer.file(
            picture, chunks: chunks(of: image.metadata), others: options.metadata == .keep ? encoding.chunks : [])
    }

    private func quality(for encoding: WebPEncoding) -> Int {
        switch options.quality {
        case .automatic: max(encoding.quality ?? 90, 90)
        case .source: encoding.quality ?? 90
        case .fixed(let quality): min(max(quality, 1), 100)
        }
    }

    private func chunks(of metadata: ImageMetadata) -> [WebPChunk] {
        let written = options.selection(from: metadata)
        let known = [("ICCP", written.iccProfile), ("EXIF", written.exif), ("XMP ", written.xmp)]
        return known.compactMap { name, bytes in bytes.map { WebPChunk(name: Array(name.utf8), bytes: $0) } }
    }
}
