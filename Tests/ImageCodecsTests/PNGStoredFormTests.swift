import ImageCodecs
import TestSupport
import Testing

/// How large the files are that come back, and which kind they are.
@Suite(.timeLimit(.minutes(10))) struct `PNG files stay the kind and size they were` {
    private let colors: [[UInt8]] = [[0, 255, 0], [50, 215, 9], [100, 175, 36], [150, 135, 81], [200, 95, 144]]

    private func recoded(_ bytes: [UInt8]) throws -> [UInt8] {
        let decoded = try ImageDecoder().decode(bytes)
        return try ImageEncoder().encode(decoded.image, as: decoded.encoding)
    }

    /// A page: letters of two colors in even lines on a ground.
    private func page(_ x: Int, _ y: Int) -> Int {
        let isInk = y % 16 >= 4 && (x * 7 / 5 + y / 16 * 3) % 11 < 3 && (x ^ y / 2) % 5 != 0
        return isInk ? 1 + x / 51 % 4 : 0
    }

    @Test(arguments: [1, 2, 4, 8])
    func `a palette picture whose pixels are as they were has a palette again`(_ bitDepth: Int) throws {
        let colors = Array(colors.prefix(1 << bitDepth))
        var builder = PNGBuilder(width: 203, height: 101, bitDepth: bitDepth, colorType: .palette) { x, y, _ in
            page(x, y) % colors.count
        }
        builder.chunksBefore = [PNGChunk(type: "PLTE", bytes: colors.flatMap(\.self))]
        let result = try recoded(builder.bytes)
        #expect(try ImageDecoder().decode(result).image.planes == ImageDecoder().decode(builder.bytes).image.planes)
        let header = try ImageHeader(result)
        #expect(header.bitDepth == min(bitDepth, 4))  // five colors need no more
        #expect(result[25] == 3, "color type")
    }

    @Test func `transparency in a palette stays there`() throws {
        var builder = PNGBuilder(width: 31, height: 17, bitDepth: 8, colorType: .palette) { x, y, _ in page(x, y) }
        builder.chunksBefore = [
            PNGChunk(type: "PLTE", bytes: colors.flatMap(\.self)), PNGChunk(type: "tRNS", bytes: [0, 255, 77]),
        ]
        let result = try recoded(builder.bytes)
        #expect(try ImageDecoder().decode(result).image.planes == ImageDecoder().decode(builder.bytes).image.planes)
        #expect(result[25] == 3, "color type")
    }

    @Test(arguments: [1, 2, 4])
    func `gray of few bits stays so while its samples do`(_ bitDepth: Int) throws {
        let builder = PNGBuilder(width: 203, height: 101, bitDepth: bitDepth, colorType: .gray) { x, y, _ in
            page(x, y) & ((1 << bitDepth) - 1)
        }
        let result = try recoded(builder.bytes)
        #expect(try ImageDecoder().decode(result).image.planes == ImageDecoder().decode(builder.bytes).image.planes)
        #expect(try ImageHeader(result).bitDepth == bitDepth)
        var changed = try ImageDecoder().decode(builder.bytes)
        guard case .eight(var planes) = changed.image.planes else { return }
        planes[0].samples[5] = 100
        changed.image.planes = .eight(planes)
        let deeper = try ImageEncoder().encode(changed.image, as: changed.encoding)
        #expect(try ImageHeader(deeper).bitDepth == 8)
        #expect(try ImageDecoder().decode(deeper).image.planes == changed.image.planes)
    }

    @Test func `a palette picture that gained colors is stored in full`() throws {
        var builder = PNGBuilder(width: 64, height: 64, bitDepth: 8, colorType: .palette) { x, y, _ in page(x, y) }
        builder.chunksBefore = [PNGChunk(type: "PLTE", bytes: colors.flatMap(\.self))]
        var decoded = try ImageDecoder().decode(builder.bytes)
        let noise = randomImage(ImageSize(64, 64), .rgb, seed: 3, of: UInt8.self)
        decoded.image.planes = noise.planes
        let result = try ImageEncoder().encode(decoded.image, as: decoded.encoding)
        #expect(try ImageDecoder().decode(result).image.planes == noise.planes)
        #expect(result[25] == 2, "color type")
    }

    @Test func `chunks that count in the palette's terms are not passed on`() throws {
        var builder = PNGBuilder(width: 9, height: 9, bitDepth: 8, colorType: .palette) { x, y, _ in page(x, y) }
        builder.chunksBefore = [
            PNGChunk(type: "PLTE", bytes: colors.flatMap(\.self)), PNGChunk(type: "bKGD", bytes: [3]),
            PNGChunk(type: "hIST", bytes: [0, 1, 0, 1, 0, 1, 0, 1, 0, 1]), PNGChunk(type: "sBIT", bytes: [5, 6, 5]),
            PNGChunk(type: "sPLT", bytes: Array("name\0".utf8) + [8, 1, 2, 3, 4, 0, 9]),
            PNGChunk(type: "tIME", bytes: [7, 0xE0, 1, 1, 0, 0, 0]), PNGChunk(type: "cICP", bytes: [9, 16, 0, 1]),
        ]
        guard case .png(let encoding) = try ImageDecoder().decode(recoded(builder.bytes)).encoding else { return }
        #expect(encoding.chunks == [PNGChunk(type: "cICP", bytes: [9, 16, 0, 1])])
    }

    /// A screenshot in true color against its size as rows without filters compress best: by hand, in zlib's terms,
    /// each row repeats the one above it.
    @Test func `a screenshot in true color is compressed for what repeats in it`() throws {
        let builder = PNGBuilder(width: 800, height: 400, bitDepth: 8, colorType: .rgb) { x, y, channel in
            let inLine = y % 20 < 12
            let letter = (x / 9 * 5 + y / 20 * 3) % 13
            let isInk = inLine && letter < 9 && (x % 9 * (letter + 3) + y % 20 * (letter + 1)) % 4 == 0
            return isInk ? [30, 34, 60 + letter * 8][channel] : [245, 246, 250][channel]
        }
        let result = try recoded(builder.bytes)
        // Nine letters of 9 by 12 pixels in 88 columns: some 2,000 places of 12 rows, a few bytes each where repetition
        // is seen; without, each letter's inked pixels cost more than two bytes each time.
        #expect(result.count < 30_000)
        #expect(try ImageDecoder().decode(result).image.planes == ImageDecoder().decode(builder.bytes).image.planes)
    }

    @Test func `a file that lacks its end chunk, or part of it, is whole, with a warning`() throws {
        let bytes = PNGBuilder(width: 9, height: 7, bitDepth: 8, colorType: .rgb) { x, y, c in x * 20 + y + c }.bytes
        let picture = try ImageDecoder().decode(bytes).image
        for missing in 1...12 {
            let decoded = try ImageDecoder().decode(Array(bytes.dropLast(missing)))
            #expect(decoded.image.planes == picture.planes)
            #expect(decoded.warnings.map(\.kind) == [.repair], "\(missing)")
        }
        #expect(throws: CodecError.self) { try ImageDecoder().decode(Array(bytes.dropLast(13))) }
    }
}
