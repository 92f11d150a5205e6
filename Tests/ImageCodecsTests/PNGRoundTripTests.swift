import ImageCodecs
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(10))) struct `PNG round trips` {
    private let types: [PNGEncoding.ColorType] = [.gray, .grayAlpha, .rgb, .rgbAlpha]

    @Test(arguments: oddSizes)
    func `8-bit planes of every color type come back bit for bit`(size: ImageSize) throws {
        for type in types {
            try checkRoundTrip(type, image(size, type, of: UInt8.self))
        }
    }

    @Test(arguments: oddSizes)
    func `16-bit planes of every color type come back bit for bit`(size: ImageSize) throws {
        for type in types {
            try checkRoundTrip(type, image(size, type, of: UInt16.self))
        }
    }

    @Test func `padding of rows is not written`() throws {
        var samples = [UInt8](repeating: 99, count: 8 * 3)
        for y in 0..<3 { for x in 0..<5 { samples[y * 8 + x] = UInt8(10 * y + x) } }
        let plane = Plane(width: 5, height: 3, stride: 8, samples: samples)
        try checkRoundTrip(.gray, PlanarImage(width: 5, height: 3, colorModel: .gray, planes: .eight([plane])))
    }

    @Test(arguments: PNGEncoding.ColorType.allCases, [false, true])
    func `every color type and depth is read, interlaced or not`(
        type: PNGEncoding.ColorType, interlaced: Bool
    ) throws {
        for depth in depths(of: type) {
            for size in oddSizes {
                try checkReading(type, depth: depth, interlaced: interlaced, size)
            }
        }
    }

    @Test(arguments: [8, 16], [false, true])
    func `a transparent color becomes an alpha channel`(depth: Int, interlaced: Bool) throws {
        let high = depth == 16 ? 0x12 : 0
        let key: [UInt8] = [UInt8(high), 1, UInt8(high), 2, UInt8(high), 3]
        var builder = PNGBuilder(width: 9, height: 5, bitDepth: depth, colorType: .rgb, isInterlaced: interlaced) {
            x, y, channel in
            high << 8 | (x == y ? channel + 1 : 7)
        }
        builder.chunksBefore = [PNGChunk(type: "tRNS", bytes: key)]
        let decoded = try ImageDecoder().decode(builder.bytes)
        #expect(decoded.image.hasAlpha)
        #expect(decoded.image.depth.rawValue == depth)
        for y in 0..<5 {
            for x in 0..<9 {
                #expect(value(decoded.image, 3, x, y) == (x == y ? 0 : decoded.image.depth.maximum))
            }
        }
        let again = try ImageDecoder().decode(ImageEncoder().encode(decoded.image, as: decoded.encoding))
        #expect(again.image.planes == decoded.image.planes)
    }

    @Test(arguments: [1, 2, 4])
    func `a transparent gray level is found in shallow pictures too`(depth: Int) throws {
        var builder = PNGBuilder(width: 1 << depth, height: 1, bitDepth: depth, colorType: .gray) { x, _, _ in x }
        builder.chunksBefore = [PNGChunk(type: "tRNS", bytes: [0, 1])]
        let image = try ImageDecoder().decode(builder.bytes).image
        #expect((0..<1 << depth).map { value(image, 1, $0, 0) } == (0..<1 << depth).map { $0 == 1 ? 0 : 255 })
    }

    @Test func `palette entries with transparency become color and alpha`() throws {
        var builder = PNGBuilder(width: 4, height: 1, bitDepth: 2, colorType: .palette) { x, _, _ in x }
        builder.chunksBefore = [
            PNGChunk(type: "PLTE", bytes: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]),
            PNGChunk(type: "tRNS", bytes: [0, 128]),
        ]
        let image = try ImageDecoder().decode(builder.bytes).image
        #expect(image.hasAlpha)
        #expect((0..<4).map { value(image, 0, $0, 0) } == [1, 4, 7, 10])
        #expect((0..<4).map { value(image, 2, $0, 0) } == [3, 6, 9, 12])
        #expect((0..<4).map { value(image, 3, $0, 0) } == [0, 128, 255, 255])
    }

    @Test func `planes that PNG can't hold are refused`() {
        let image = randomImage(ImageSize(4, 4), .yCbCr, subsampling: .yCbCr420, seed: 1, of: UInt8.self)
        #expect {
            try ImageEncoder().encode(image, as: .png(PNGEncoding(colorType: .rgb)))
        } throws: {
            ($0 as? CodecError)?.code == .unsupported
        }
    }

    private func checkRoundTrip(_ type: PNGEncoding.ColorType, _ image: PlanarImage) throws {
        let encoding = PNGEncoding(colorType: type, bitDepth: image.depth.rawValue)
        let bytes = try ImageEncoder().encode(image, as: .png(encoding))
        let decoded = try ImageDecoder().decode(bytes)
        #expect(decoded.image.planes == image.planes)
        #expect(decoded.image.hasAlpha == image.hasAlpha)
        #expect(decoded.image.colorModel == image.colorModel)
        #expect(decoded.warnings.isEmpty)
        guard case .png(let found) = decoded.encoding else {
            Issue.record("not recognised as PNG")
            return
        }
        #expect(found.colorType == type)
        #expect(found.bitDepth == image.depth.rawValue)
    }

    private func checkReading(_ type: PNGEncoding.ColorType, depth: Int, interlaced: Bool, _ size: ImageSize) throws {
        let maximum = (1 << depth) - 1
        func stored(_ x: Int, _ y: Int, _ channel: Int) -> Int { (x * 7 + y * 31 + channel * 101) & maximum }
        var builder = PNGBuilder(
            width: size.width, height: size.height, bitDepth: depth, colorType: type, isInterlaced: interlaced,
            sample: stored)
        if type == .palette {
            let palette = (0...maximum).flatMap { [UInt8($0), UInt8(255 - $0), UInt8($0 / 2)] }
            builder.chunksBefore = [PNGChunk(type: "PLTE", bytes: palette)]
        }
        let decoded = try ImageDecoder().decode(builder.bytes)
        let image = decoded.image
        #expect(image.width == size.width && image.height == size.height)
        #expect(image.depth.rawValue == max(8, depth))
        #expect(image.hasAlpha == (type == .grayAlpha || type == .rgbAlpha))
        let scale = depth < 8 ? 255 / maximum : 1
        var wrong = 0
        for y in 0..<size.height {
            for x in 0..<size.width {
                let index = stored(x, y, 0)
                let expected =
                    type == .palette
                    ? [index, 255 - index, index / 2]
                    : (0..<image.planes.sizes.count).map { stored(x, y, $0) * scale }
                wrong += expected.indices.count { value(image, $0, x, y) != expected[$0] }
            }
        }
        #expect(wrong == 0, "\(type), \(depth) bits, \(size)")
        guard case .png(let found) = decoded.encoding else {
            Issue.record("not recognised as PNG")
            return
        }
        #expect(found.isInterlaced == interlaced)
    }

    private func depths(of type: PNGEncoding.ColorType) -> [Int] {
        switch type {
        case .gray: [1, 2, 4, 8, 16]
        case .palette: [1, 2, 4, 8]
        case .rgb, .grayAlpha, .rgbAlpha: [8, 16]
        }
    }

    private func image<Element: Sample>(
        _ size: ImageSize, _ type: PNGEncoding.ColorType, of element: Element.Type
    ) -> PlanarImage {
        randomImage(
            size, type == .rgb || type == .rgbAlpha ? .rgb : .gray, alpha: type == .grayAlpha || type == .rgbAlpha,
            seed: 3, of: element)
    }

    private func value(_ image: PlanarImage, _ plane: Int, _ x: Int, _ y: Int) -> Int {
        switch image.planes {
        case .eight(let planes): Int(planes[plane][x, y])
        case .sixteen(let planes): Int(planes[plane][x, y])
        }
    }
}
