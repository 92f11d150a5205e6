import ImageCodecs
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(10))) struct `Damaged JPEG files` {
    /// Decoding must give a picture of the right size or throw a `CodecError`; anything else crashes or fails here.
    private func isDecodedOrRefused(_ bytes: [UInt8]) -> Bool {
        do throws(CodecError) {
            let decoded = try ImageDecoder().decode(bytes)
            return decoded.image.width > 0
        } catch {
            return !error.message.isEmpty && !error.message.contains("\n")
        }
    }

    private static let small: [[UInt8]] = [false, true].map { isProgressive in
        var image = JPEGSamples.photograph(JPEGSamples.Size(33, 25))
        image.metadata.iccProfile = [UInt8](repeating: 3, count: 40)
        image.metadata.exif = `JPEG metadata`.exif(orientation: 3)
        let encoding = JPEGEncoding(isProgressive: isProgressive, restartInterval: 2)
        return (try? JPEGSamples.encode(image, encoding, .fixed(60))) ?? []
    }

    @Test(arguments: small)
    func `every prefix gives a picture or an error`(_ bytes: [UInt8]) {
        #expect(bytes.count > 500)
        for count in 0..<bytes.count {
            #expect(isDecodedOrRefused(Array(bytes.prefix(count))), "\(count) bytes")
        }
    }

    @Test(arguments: small)
    func `flipped bits give a picture or an error`(_ bytes: [UInt8]) {
        var random = SplitMix64(seed: 1)
        for round in 0..<2000 {
            var damaged = bytes
            for _ in 0...Int.random(in: 0..<4, using: &random) {
                damaged[Int.random(in: 0..<bytes.count, using: &random)] ^= 1 << UInt8.random(in: 0..<8, using: &random)
            }
            #expect(isDecodedOrRefused(damaged), "round \(round)")
        }
    }

    @Test func `a file cut in its picture decodes with a warning`() throws {
        let bytes = try JPEGSamples.encode(JPEGSamples.photograph())
        let (decoded, _) = try JPEGSamples.decode(Array(bytes.prefix(bytes.count * 3 / 4)))
        #expect(decoded.warnings.map(\.message).contains("Premature end of JPEG file"))
    }

    @Test(
        arguments: [
            [0xFF, 0x04],  // a marker that does not exist
            [0xFF, 0xDD, 0, 5, 0, 0, 0],  // a restart interval of the wrong length
            [0xFF, 0xC4, 0, 19, 0x10] + [UInt8](repeating: 255, count: 16),  // a Huffman table of too many codes
        ] as [[UInt8]])
    func `damage between the picture and the end of the file is malformed`(_ damage: [UInt8]) throws {
        let bytes = try JPEGSamples.encode(JPEGSamples.photograph())
        do throws(CodecError) {
            _ = try ImageDecoder().decode(Array(bytes.dropLast(2)) + damage + bytes.suffix(2))
            Issue.record("decoded")
        } catch {
            #expect(error.code == .malformed)
        }
    }

    @Test func `what follows the end of the file is named`() throws {
        let bytes = try JPEGSamples.encode(JPEGSamples.photograph())
        let notice = ImageWarning(.notice, "what follows the picture in the file, 5 bytes, was left out")
        #expect(try JPEGSamples.decode(bytes + [0xFF, 0x04, 1, 2, 3]).0.warnings == [notice])
    }

    @Test func `a missing end is a warning`() throws {
        let bytes = try JPEGSamples.encode(JPEGSamples.photograph())
        #expect(
            try JPEGSamples.decode(Array(bytes.dropLast(2))).0.warnings == [
                ImageWarning(.repair, "Premature end of JPEG file")
            ])
    }

    @Test func `many warnings are counted, the first ones told`() throws {
        var bytes = try JPEGSamples.encode(JPEGSamples.photograph(), JPEGEncoding(restartInterval: 1))
        for i in bytes.indices.dropLast() where bytes[i] == 0xFF && (0xD0...0xD7).contains(bytes[i + 1]) {
            bytes[i + 1] = 0xD0
        }
        let (decoded, _) = try JPEGSamples.decode(bytes)
        #expect(decoded.warnings.count == 5)
        #expect(decoded.warnings.last?.message.hasSuffix("more warnings") == true)
    }

    @Test(arguments: [
        ([0xFF, 0xD8, 0xFF, 0xD9], CodecError.Code.malformed),  // no picture
        ([0xFF, 0xD8, 0xFF], .malformed),
        ([0xFF, 0xD8, 0xFF, 0xC0, 0, 11, 8, 0, 0, 0, 9, 1, 1, 0x11, 0, 0xFF, 0xDA], .malformed),  // no height
        (
            [
                0xFF, 0xD8, 0xFF, 0xC0, 0, 14, 8, 0, 9, 0, 9, 2, 1, 0x11, 0, 2, 0x11, 0, 0xFF, 0xDA, 0, 10, 2, 1, 0, 2,
                0, 0, 63, 0,
            ],
            .unsupported
        ),  // two components
        ([0xFF, 0xD8, 0xFF, 0xC3, 0, 11, 8, 0, 9, 0, 9, 1, 1, 0x11, 0, 0xFF, 0xDA], .unsupported),  // lossless
    ])
    func `what is no picture is named`(_ bytes: [UInt8], _ code: CodecError.Code) {
        do throws(CodecError) {
            _ = try ImageDecoder().decode(bytes)
            Issue.record("decoded")
        } catch {
            #expect(error.code == code)
        }
    }

    @Test func `12-bit samples are unsupported`() throws {
        var bytes = try JPEGSamples.encode(JPEGSamples.photograph())
        let frame = try #require(bytes.indices.first { bytes[$0] == 0xFF && bytes[$0 + 1] == 0xC0 })
        bytes[frame + 1] = 0xC1
        bytes[frame + 4] = 12
        do throws(CodecError) {
            _ = try ImageDecoder().decode(bytes)
            Issue.record("decoded")
        } catch {
            #expect(error.code == .unsupported)
            #expect(error.message.contains("precision 12"))
        }
    }
}
