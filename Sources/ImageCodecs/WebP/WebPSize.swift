internal import CWebP

/// The sizes a WebP file can be written with.
enum WebPSize {
    /// - Throws: `.limitExceeded` for sides above 16383. (A lossless file may have 16384, which libwebp only reads.)
    static func check(width: Int, height: Int) throws(CodecError) {
        let longerSide = max(width, height)
        guard longerSide <= WEBP_MAX_DIMENSION else {
            throw CodecError(
                .limitExceeded,
                "\(longerSide) pixels in the longer side; the limit of the WebP format is \(WEBP_MAX_DIMENSION)")
        }
    }
}
