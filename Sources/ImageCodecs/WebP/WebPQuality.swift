#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// libwebp's scale of quality, 0 to 100, and what it means in a stream.
enum WebPQuality {
    /// The quality at which libwebp writes the quantisers of a lossy file.
    ///
    /// It was found by encoding with every quality and reading the frame header: the fineness `1 - index / 127` is
    /// `∛c`, with c growing from 0 to 0.5 up to quality 75 and from there to 1 at quality 100, linearly in both parts.
    /// The fineness of segments lies around that value; weighted by their size, their geometric mean meets it.
    ///
    /// - Returns: `nil` if the file is not lossy.
    static func estimate(webp: [UInt8]) -> Int? {
        guard let segments = VP8FrameHeader(webp: webp)?.segments else { return nil }
        let logarithm = segments.reduce(0) { sum, segment in
            // Half an index above the coarsest, so that there is a logarithm.
            sum + segment.weight * log(max(127 - Double(segment.quantizerIndex), 0.5) / 127)
        }
        let c = exp(3 * logarithm)
        let quality = c < 0.5 ? c * 150 : 50 + c * 50
        return Int(quality.rounded())
    }
}
