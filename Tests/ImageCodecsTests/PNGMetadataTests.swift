import ImageCodecs
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(10))) struct `PNG metadata` {
    private let color = [
        PNGChunk(type: "gAMA", bytes: [0, 0, 0xB1, 0x8F]),
        PNGChunk(type: "cHRM", bytes: (0..<8).flatMap { [0, 0, 0x7A + UInt8($0), 0x26] }),
    ]
    private let information = [
        PNGChunk(type: "pHYs", bytes: [0, 0, 0x0B, 0x13, 0, 0, 0x0B, 0x13, 1]),
        PNGChunk(type: "tEXt", bytes: Array("Title\0a picture".utf8)),
        PNGChunk(type: "iTXt", bytes: Array("Comment\0\0\0de\0Kommentar\0schön".utf8)),
        PNGChunk(type: "tEXt", bytes: Array("Author\0nobody".utf8), isAfterPicture: true),
    ]

    @Test func `color chunks, density and texts are kept as they were, each on its side of the picture`() throws {
        let source = file(color + [PNGChunk(type: "sRGB", bytes: [1])] + information)
        let result = try recoded(source)
        let found = try encoding(of: result).chunks
        #expect(Set(found) == Set(color + [PNGChunk(type: "sRGB", bytes: [1])] + information))
    }

    @Test func `an embedded profile keeps its bytes and its name`() throws {
        let profile = ICCProfileBuilder.minimal(colorSpace: "RGB ")
        let chunk = PNGChunk(type: "iCCP", bytes: Array("my profile".utf8) + [0, 0] + PNGBuilder.zlib(profile))
        let decoded = try ImageDecoder().decode(recoded(file([chunk])))
        #expect(decoded.image.metadata.iccProfile == profile)
        #expect(decoded.warnings.isEmpty)
        guard case .png(let encoding) = decoded.encoding else {
            Issue.record("not recognized as PNG")
            return
        }
        #expect(encoding.iccProfileName == Array("my profile".utf8))
    }

    @Test(arguments: 1...8)
    func `EXIF is kept with its orientation and without its thumbnail`(orientation: Int) throws {
        let exif = TIFFBuilder(bigEndian: true).stream(
            orientation: orientation, thumbnail: [0xFF, 0xD8, 9, 0xFF, 0xD9])
        let source = try ImageDecoder().decode(file([PNGChunk(type: "eXIf", bytes: exif)]))
        #expect(source.image.metadata.exif == exif)
        #expect(source.image.metadata.orientation == orientation)
        let result = try ImageDecoder().decode(ImageEncoder().encode(source.image, as: source.encoding))
        #expect(result.image.metadata.orientation == orientation)
        #expect(try #require(result.image.metadata.exif).count == exif.count - 5)
    }

    @Test func `an XMP packet is recognised and kept`() throws {
        let packet = Array("<x:xmpmeta xmlns:x='adobe:ns:meta/'/>".utf8)
        let chunk = PNGChunk(type: "iTXt", bytes: Array("XML:com.adobe.xmp\0\0\0\0\0".utf8) + packet)
        let source = try ImageDecoder().decode(file([chunk]))
        #expect(source.image.metadata.xmp == packet)
        let result = try ImageDecoder().decode(ImageEncoder().encode(source.image, as: source.encoding))
        #expect(result.image.metadata.xmp == packet)
        #expect(try encoding(of: recoded(file([chunk]))).chunks.isEmpty)
    }

    @Test func `what no longer holds is dropped: time, histogram, a palette's background`() throws {
        let obsolete = [
            PNGChunk(type: "tIME", bytes: [7, 0xE0, 1, 1, 0, 0, 0]),
            PNGChunk(type: "gAMA", bytes: [1, 2, 3]),
            PNGChunk(type: "zzZZ", bytes: [1]),
        ]
        #expect(try encoding(of: recoded(file(obsolete))).chunks.isEmpty)
        var builder = PNGBuilder(width: 2, height: 2, bitDepth: 8, colorType: .palette) { _, _, _ in 0 }
        builder.chunksBefore = [
            PNGChunk(type: "PLTE", bytes: [1, 2, 3]), PNGChunk(type: "bKGD", bytes: [0]),
            PNGChunk(type: "sBIT", bytes: [5, 6, 5]),
        ]
        #expect(try encoding(of: recoded(builder.bytes)).chunks.isEmpty)
    }

    @Test func `background and significant bits stay while color type and depth stay`() throws {
        let chunks = [
            PNGChunk(type: "sBIT", bytes: [5, 6, 5]), PNGChunk(type: "bKGD", bytes: [0, 1, 0, 2, 0, 3]),
            PNGChunk(type: "zzzz", bytes: [1]),
        ]
        #expect(try Set(encoding(of: recoded(file(chunks))).chunks) == Set(chunks))
    }

    @Test func `the metadata policy decides what is written`() throws {
        let exif = PNGChunk(type: "eXIf", bytes: TIFFBuilder(bigEndian: false).stream(orientation: 1))
        let source = file(color + information + [exif])
        var options = EncodingOptions()
        options.metadata = .strip
        #expect(try encoding(of: recoded(source, options)).chunks.isEmpty)
        options.metadata = .icc
        let result = try ImageDecoder().decode(recoded(source, options))
        #expect(result.image.metadata.exif == nil)
        #expect(try Set(encoding(of: recoded(source, options)).chunks) == Set(color))
    }

    @Test(arguments: 2...8, [EncodingOptions.MetadataPolicy.strip, .icc])
    func `an orientation survives stripping, and nothing else of EXIF`(
        orientation: Int, policy: EncodingOptions.MetadataPolicy
    ) throws {
        let exif = TIFFBuilder(bigEndian: false).stream(
            orientation: orientation, thumbnail: [0xFF, 0xD8, 9, 0xFF, 0xD9])
        var options = EncodingOptions()
        options.metadata = policy
        let result = try ImageDecoder().decode(recoded(file([PNGChunk(type: "eXIf", bytes: exif)]), options))
        #expect(result.image.metadata.orientation == orientation)
        #expect(result.image.metadata.exif == TIFFBuilder(bigEndian: true).stream(orientation: orientation))
    }

    @Test func `compressed texts are kept as they were`() throws {
        let chunks = Self.compressedTexts(PNGBuilder.zlib(Array("a long text".utf8)))
        #expect(try encoding(of: recoded(file(chunks))).chunks == chunks)
    }

    @Test func `compressed texts that are damaged are dropped with a warning each`() throws {
        let decoded = try ImageDecoder().decode(file(Self.compressedTexts([0x78, 1, 9, 9])))
        #expect(decoded.warnings.map(\.message) == ["zTXt: the text is damaged", "iTXt: the text is damaged"])
    }

    @Test func `compressed texts count as they inflate, all together`() throws {
        let chunks = Self.compressedTexts(PNGBuilder.zlib([UInt8](repeating: 65, count: 1000)))
        let stored = chunks.reduce(0) { $0 + $1.bytes.count }
        var limits = DecodingLimits()
        limits.metadataBytes = stored + 2000
        #expect(try ImageDecoder(limits: limits).decode(file(chunks)).warnings.isEmpty)
        limits.metadataBytes -= 1
        #expect {
            try ImageDecoder(limits: limits).decode(file(chunks))
        } throws: {
            ($0 as? CodecError)?.limit == "metadataBytes"
        }
    }

    private static func compressedTexts(_ stream: [UInt8]) -> [PNGChunk] {
        [
            PNGChunk(type: "zTXt", bytes: Array("Comment\0\0".utf8) + stream),
            PNGChunk(type: "iTXt", bytes: Array("Comment\0\u{1}\0de\0Kommentar\0".utf8) + stream),
        ]
    }

    private func file(_ chunks: [PNGChunk]) -> [UInt8] {
        PNGBuilder(
            width: 3, height: 2, bitDepth: 8, colorType: .rgb, chunksBefore: chunks.filter { !$0.isAfterPicture },
            chunksAfter: chunks.filter(\.isAfterPicture)
        ) { x, y, channel in x + 3 * y + 50 * channel }.bytes
    }

    private func recoded(_ bytes: [UInt8], _ options: EncodingOptions = EncodingOptions()) throws -> [UInt8] {
        let source = try ImageDecoder().decode(bytes)
        return try ImageEncoder(options: options).encode(source.image, as: source.encoding)
    }

    private func encoding(of bytes: [UInt8]) throws -> PNGEncoding {
        guard case .png(let encoding) = try ImageDecoder().decode(bytes).encoding else {
            throw CodecError(.malformed, "not a PNG")
        }
        return encoding
    }
}
