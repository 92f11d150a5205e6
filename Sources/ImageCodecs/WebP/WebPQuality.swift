internal import Foundation

/// libwebp's scale of quality, 0 to 100, and what it means in a stream.
enum WebPQuality {
    /// The quality at which libwebp writes the quantisers of a lossy file.
    ///
    /// It was found by encoding with every quality and reading the frame header: the coarseness `index / 127` is
    /// `1 - ∛c`, with c growing from 0 to 0.5 up to quality 75 and from there to 1 at quality 100, linearly in both
    /// parts. Segments lie around that value, so their mean is taken.
    ///
    /// - Returns: `nil` if the file is not lossy.
    static func estimate(webp: [UInt8]) -> Int? {
        guard let indices = VP8FrameHeader(webp: webp)?.quantizerIndices else { return nil }
        let mean = Double(indices.reduce(0, +)) / Double(indices.count)
        let compression = pow(1 - mean / 127, 3)
        let quality = compression < 0.5 ? compression * 150 : 50 + compression * 50
        return Int(quality.rounded())
    }
}
