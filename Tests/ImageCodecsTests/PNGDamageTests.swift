import ImageCodecs
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(10))) struct `Damaged PNG files` {
    private let sound = PNGBuilder(
        width: 9, height: 7, bitDepth: 8, colorType: .rgbAlpha, isInterlaced: true,
        chunksBefore: [
            PNGChunk(type: "gAMA", bytes: [0, 0, 0xB1, 0x8F]), PNGChunk(type: "tEXt", bytes: Array("a\0b".utf8)),
            PNGChunk(
                type: "iCCP",
                bytes: [0x61, 0, 0] + PNGBuilder.zlib(ICCProfileBuilder.minimal(colorSpace: "RGB "))),
        ]
    ) { x, y, channel in (x * 31 + y * 17 + channel * 5) & 255 }.bytes

    @Test func `a file cut anywhere before its end chunk is malformed`() throws {
        _ = try ImageDecoder().decode(sound)
        for length in 0..<sound.count - 12 {
            #expect(throws: CodecError.self) { try ImageDecoder().decode(Array(sound.prefix(length))) }
        }
    }

    @Test func `what follows the end of the image is ignored`() throws {
        let plain = try ImageDecoder().decode(sound)
        let longer = try ImageDecoder().decode(sound + Array("trailing".utf8))
        #expect(plain.image.planes == longer.image.planes)
    }

    @Test func `flipped bits give an image or an error`() {
        var generator = SplitMix64(seed: 7)
        for _ in 0..<4000 {
            var damaged = sound
            for _ in 0..<Int.random(in: 1...6, using: &generator) {
                damaged[.random(in: 8..<sound.count, using: &generator)] ^=
                    1 << UInt8.random(in: 0...7, using: &generator)
            }
            decodeDamaged(damaged)
        }
    }

    @Test func `a wrong checksum of the picture is malformed`() throws {
        var damaged = sound
        damaged[damaged.count - 12 - 6] ^= 1
        #expect {
            try ImageDecoder().decode(damaged)
        } throws: {
            ($0 as? CodecError)?.code == .malformed
        }
    }

    @Test func `a damaged text chunk is dropped with a warning`() throws {
        var damaged = sound
        let position = try #require(damaged.indices.first { damaged[$0...].starts(with: Array("tEXta".utf8)) })
        damaged[position + 4] ^= 1
        let decoded = try ImageDecoder().decode(damaged)
        #expect(decoded.warnings.count == 1)
    }

    @Test func `an animation is refused as unsupported`() {
        var builder = PNGBuilder(width: 2, height: 2, bitDepth: 8, colorType: .gray) { _, _, _ in 0 }
        builder.chunksBefore = [PNGChunk(type: "acTL", bytes: [0, 0, 0, 2, 0, 0, 0, 0])]
        #expect {
            try ImageDecoder().decode(builder.bytes)
        } throws: {
            ($0 as? CodecError)?.code == .unsupported
        }
    }

    @Test func `every limit is checked and named`() {
        #expect(limit(exceededWith: { $0.side = 8 }) == "side")
        #expect(limit(exceededWith: { $0.pixels = 62 }) == "pixels")
        #expect(limit(exceededWith: { $0.decodedBytes = 9 * 7 * 4 - 1 }) == "decodedBytes")
        #expect(limit(exceededWith: { $0.metadataBytes = 10 }) == "metadataBytes")
        #expect(limit(exceededWith: { $0.inputBytes = sound.count - 1 }) == "inputBytes")
        #expect(
            limit(exceededWith: {
                $0.side = 9
                $0.pixels = 63
                $0.decodedBytes = 9 * 7 * 4
                $0.inputBytes = sound.count
            }) == nil)
    }

    @Test func `a small chunk that inflates to a huge profile is a limit, and named`() throws {
        var image = randomImage(ImageSize(2, 2), .gray, seed: 1, of: UInt8.self)
        image.metadata.iccProfile = [UInt8](repeating: 0, count: 1_000_000)
        let bytes = try ImageEncoder().encode(image, as: .png(PNGEncoding(colorType: .gray)))
        #expect(bytes.count < 10_000)
        var limits = DecodingLimits()
        limits.metadataBytes = 100_000
        #expect {
            try ImageDecoder(limits: limits).decode(bytes)
        } throws: {
            ($0 as? CodecError)?.limit == "metadataBytes"
        }
        #expect(try ImageDecoder().decode(bytes).image.metadata.iccProfile == image.metadata.iccProfile)
    }

    private func limit(exceededWith change: (inout DecodingLimits) -> Void) -> String? {
        var limits = DecodingLimits()
        change(&limits)
        do throws(CodecError) {
            _ = try ImageDecoder(limits: limits).decode(sound)
            return nil
        } catch {
            return error.limit
        }
    }
}
