/// What the header of a lossy WebP's picture (a VP8 key frame, RFC 6386, section 9) says about quantisation.
struct VP8FrameHeader {
    /// The blocks of a picture that share a quantiser.
    struct Segment {
        /// Index into VP8's table of quantisers, 0 (finest) to 127.
        var quantizerIndex: Int
        /// How much of the picture it covers, as the probabilities of its blocks tell. They add up to 1.
        var weight: Double
    }

    /// One if the picture is not segmented, four otherwise.
    let segments: [Segment]

    /// - Parameter webp: a WebP file.
    /// - Returns: `nil` if it holds no VP8 key frame.
    init?(webp: [UInt8]) {
        guard let frame = Self.chunk("VP8 ", in: webp), frame.count > 10 else { return nil }
        let start = frame.startIndex
        guard frame[start] & 1 == 0, frame[(start + 3)...].starts(with: [0x9D, 0x01, 0x2A]) else { return nil }
        // Three bytes of tag, three of start code and four of size come before the coded header.
        var decoder = BoolDecoder(frame[(start + 10)...])
        _ = decoder.number(bits: 2)  // color space, clamping
        let segmentation = Segmentation(&decoder)
        _ = decoder.number(bits: 1 + 6 + 3)  // loop filter: kind, level, sharpness
        if decoder.bit(), decoder.bit() {
            for _ in 0..<8 { _ = decoder.optionalSigned(bits: 6) }  // loop filter adjustments
        }
        _ = decoder.number(bits: 2)  // partitions
        let base = decoder.number(bits: 7)
        segments = segmentation?.segments(base: base) ?? [Segment(quantizerIndex: base, weight: 1)]
    }

    /// The part of the header about segments.
    private struct Segmentation {
        /// Whether quantisers replace the picture's, or are added to it.
        var isAbsolute = false
        var quantizers = [0, 0, 0, 0]
        /// Of the three branchings that lead to the four segments: how probable the first way is, of 256.
        var probabilities = [255, 255, 255]

        /// - Returns: `nil` if the picture has no segments.
        init?(_ decoder: inout BoolDecoder) {
            guard decoder.bit() else { return nil }
            let updatesMap = decoder.bit()
            if decoder.bit() {
                isAbsolute = decoder.bit()
                quantizers = (0..<4).map { _ in decoder.optionalSigned(bits: 7) ?? 0 }
                for _ in 0..<4 { _ = decoder.optionalSigned(bits: 6) }  // loop filter levels
            }
            if updatesMap {
                probabilities = (0..<3).map { _ in decoder.bit() ? decoder.number(bits: 8) : 255 }
            }
        }

        func segments(base: Int) -> [Segment] {
            let p = probabilities.map { Double($0) / 256 }
            let weights = [p[0] * p[1], p[0] * (1 - p[1]), (1 - p[0]) * p[2], (1 - p[0]) * (1 - p[2])]
            return zip(quantizers, weights).map { quantizer, weight in
                Segment(quantizerIndex: min(max(isAbsolute ? quantizer : base + quantizer, 0), 127), weight: weight)
            }
        }
    }

    /// The content of the first chunk `name` of a RIFF file.
    private static func chunk(_ name: String, in riff: [UInt8]) -> ArraySlice<UInt8>? {
        var position = 12
        while position + 8 <= riff.count {
            let count = riff[position + 4..<position + 8].reversed().reduce(0) { $0 << 8 | Int($1) }
            let content = riff[(position + 8)...].prefix(count)
            if riff[position..<position + 4].elementsEqual(name.utf8) { return content }
            // Chunks are padded to an even length.
            position += 8 + count + count % 2
        }
        return nil
    }
}
