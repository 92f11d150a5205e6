import ImageCodecs
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(10))) struct `Damaged WebP files` {
    @Test(arguments: [false, true])
    func `a file cut anywhere is malformed`(lossless: Bool) throws {
        let bytes = try sound(lossless: lossless)
        _ = try ImageDecoder().decode(bytes)
        for length in 0..<bytes.count {
            #expect(throws: CodecError.self) { try ImageDecoder().decode(Array(bytes.prefix(length))) }
        }
    }

    @Test(arguments: [false, true])
    func `flipped bits give an image or an error`(lossless: Bool) throws {
        let bytes = try sound(lossless: lossless)
        var generator = SplitMix64(seed: 11)
        for _ in 0..<4000 {
            var damaged = bytes
            for _ in 0..<Int.random(in: 1...6, using: &generator) {
                damaged[.random(in: 12..<bytes.count, using: &generator)] ^=
                    1 << UInt8.random(in: 0...7, using: &generator)
            }
            decodeDamaged(damaged)
        }
    }

    @Test func `an animation is refused as unsupported`() throws {
        var bytes = try sound(lossless: true)
        #expect(bytes[12..<16].elementsEqual("VP8X".utf8))
        bytes[20] |= 0x02
        #expect {
            try ImageDecoder().decode(bytes)
        } throws: {
            ($0 as? CodecError)?.code == .unsupported
        }
    }

    @Test func `every limit is checked and named`() throws {
        #expect(try limit(exceededWith: { $0.side = 10 }) == "side")
        #expect(try limit(exceededWith: { $0.pixels = 76 }) == "pixels")
        // Luma, alpha and two planes of chroma of 6 by 4.
        let decoded = 2 * 77 + 2 * 24
        #expect(try limit(exceededWith: { $0.decodedBytes = decoded - 1 }) == "decodedBytes")
        #expect(try limit(exceededWith: { $0.inputBytes = 40 }) == "inputBytes")
        #expect(try limit(exceededWith: { $0.decodedBytes = decoded }) == nil)
    }

    @Test func `a side that only a reader of WebP can handle is refused by the header`() throws {
        // A lossless picture of 1 by 1; width and height less 1 stand in 14 bits each behind the signature 0x2F.
        let pixel = PlanarImage(
            width: 1, height: 1, colorModel: .rgb, planes: .eight((0..<3).map { _ in Plane(width: 1, height: 1) }))
        var bytes = try ImageEncoder().encode(pixel, as: .webp(WebPEncoding(isLossless: true)))
        #expect(bytes[20] == 0x2F)
        bytes[21] = 0xFF
        bytes[22] |= 0x3F
        do throws(CodecError) {
            _ = try ImageDecoder().decode(bytes)
            Issue.record("decoded")
        } catch {
            #expect(error.code == .limitExceeded)
            #expect(error.message.contains("limit of the WebP format is 16383"))
        }
    }

    private func limit(exceededWith change: (inout DecodingLimits) -> Void) throws -> String? {
        var limits = DecodingLimits()
        change(&limits)
        let bytes = try sound(lossless: false)
        do throws(CodecError) {
            _ = try ImageDecoder(limits: limits).decode(bytes)
            return nil
        } catch {
            return error.limit
        }
    }

    /// With alpha and metadata, so that the container is an extended one.
    private func sound(lossless: Bool) throws -> [UInt8] {
        var image = randomImage(
            ImageSize(11, 7), lossless ? .rgb : .yCbCr, subsampling: lossless ? nil : .yCbCr420, alpha: true, seed: 4,
            of: UInt8.self)
        image.metadata.exif = TIFFBuilder(bigEndian: true).stream(orientation: 8)
        return try ImageEncoder().encode(image, as: .webp(WebPEncoding(isLossless: lossless)))
    }
}
