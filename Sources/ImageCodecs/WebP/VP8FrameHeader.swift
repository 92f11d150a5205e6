/// What the header of a lossy WebP's picture (a VP8 key frame, RFC 6386, section 9) says about quantisation.
struct VP8FrameHeader {
    /// Index into VP8's table of quantisers for each segment of the picture, 0 (finest) to 127; one entry if the
    /// picture is not segmented.
    let quantizerIndices: [Int]

    /// - Parameter webp: a WebP file.
    /// - Returns: `nil` if it holds no VP8 key frame.
    init?(webp: [UInt8]) {
        guard let frame = Self.chunk("VP8 ", in: webp), frame.count > 10 else { return nil }
        let start = frame.startIndex
        guard frame[start] & 1 == 0, frame[(start + 3)...].starts(with: [0x9D, 0x01, 0x2A]) else { return nil }
        // Three bytes of tag, three of start code and four of size come before the coded header.
        var decoder = BoolDecoder(frame[(start + 10)...])
        _ = decoder.number(bits: 2)  // colour space, clamping
        let segments = Self.segmentQuantizers(&decoder)
        _ = decoder.number(bits: 1 + 6 + 3)  // loop filter: kind, level, sharpness
        if decoder.bit(), decoder.bit() {
            for _ in 0..<8 { _ = decoder.optionalSigned(bits: 6) }  // loop filter adjustments
        }
        _ = decoder.number(bits: 2)  // partitions
        let base = decoder.number(bits: 7)
        quantizerIndices = segments.map { $0.indices(base: base) } ?? [base]
    }

    /// The quantisers of the four segments: instead of the base one, or added to it.
    private struct SegmentQuantizers {
        var isAbsolute: Bool
        var values: [Int]

        func indices(base: Int) -> [Int] {
            values.map { min(max(isAbsolute ? $0 : base + $0, 0), 127) }
        }
    }

    private static func segmentQuantizers(_ decoder: inout BoolDecoder) -> SegmentQuantizers? {
        guard decoder.bit() else { return nil }
        let updatesMap = decoder.bit()
        var quantizers: SegmentQuantizers?
        if decoder.bit() {
            let isAbsolute = decoder.bit()
            let values = (0..<4).map { _ in decoder.optionalSigned(bits: 7) ?? 0 }
            for _ in 0..<4 { _ = decoder.optionalSigned(bits: 6) }  // loop filter levels
            quantizers = SegmentQuantizers(isAbsolute: isAbsolute, values: values)
        }
        if updatesMap {
            for _ in 0..<3 where decoder.bit() { _ = decoder.number(bits: 8) }
        }
        return quantizers
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
