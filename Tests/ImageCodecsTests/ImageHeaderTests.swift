import ImageCodecs
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(10))) struct `Image headers` {
    private static let formats: [SourceEncoding] = [
        .jpeg(JPEGEncoding()), .jpeg(JPEGEncoding(isProgressive: true)), .png(PNGEncoding(colorType: .rgbAlpha)),
        .webp(WebPEncoding(isLossless: false)), .webp(WebPEncoding(isLossless: true)),
    ]

    private func file(_ encoding: SourceEncoding, orientation: Int) throws -> [UInt8] {
        let (model, alpha): (ColorModel, Bool) =
            switch encoding {
            case .jpeg: (.yCbCr, false)
            case .png: (.rgb, true)
            case .webp(let webp): (webp.isLossless ? .rgb : .yCbCr, true)
            }
        var image = randomImage(
            ImageSize(23, 11), model, subsampling: model == .yCbCr ? .yCbCr420 : nil, alpha: alpha, seed: 1,
            of: UInt8.self)
        image.metadata.exif = TIFFBuilder(bigEndian: true).stream(orientation: orientation)
        return try ImageEncoder().encode(image, as: encoding)
    }

    @Test(arguments: formats.indices, [1, 6])
    func `a header says what decoding then finds`(index: Int, orientation: Int) throws {
        let bytes = try file(Self.formats[index], orientation: orientation)
        let header = try ImageHeader(bytes)
        let decoded = try ImageDecoder().decode(bytes)
        #expect(header.format == decoded.encoding.format)
        #expect(header.width == 23 && header.height == 11)
        #expect(header.orientation == orientation && decoded.image.metadata.orientation == orientation)
        #expect(header.colorModel == decoded.image.colorModel)
        #expect(header.hasAlpha == decoded.image.hasAlpha)
        #expect(header.bitDepth == 8)
        #expect(!header.isAnimated && header.frameCount == 1)
        #expect(header.decodedBytes == decoded.image.planes.sizes.reduce(0) { $0 + $1.width * $1.height })
        #expect(header.byteCount == bytes.count)
        #expect(header.metadataBytes > 0)
    }

    @Test(arguments: PNGEncoding.ColorType.allCases)
    func `the depth of a PNG is that of its samples as stored`(type: PNGEncoding.ColorType) throws {
        for depth in [1, 2, 4, 8, 16] {
            let palette = [PNGChunk(type: "PLTE", bytes: [1, 2, 3, 4, 5, 6])]
            let file = PNGBuilder(
                width: 5, height: 3, bitDepth: depth, colorType: type, chunksBefore: type == .palette ? palette : []
            ) { _, _, _ in 0 }.bytes
            guard let header = try? ImageHeader(file) else { continue }
            let decoded = try ImageDecoder().decode(file).image
            #expect(header.bitDepth == depth)
            #expect(header.colorModel == decoded.colorModel)
            #expect(header.decodedBytes == decoded.planes.sizes.count * 15 * decoded.depth.rawValue / 8)
        }
    }

    @Test func `an animation is told with its frames, and refused by limits alone`() throws {
        let header = try ImageHeader(SampleFile.animatedPNG.bytes)
        #expect(header.isAnimated && header.frameCount == 2)
        let error = try #require(throws: CodecError.self) {
            try ImageDecoder().inspect(SampleFile.animatedPNG.bytes)
        }
        #expect(error.code == .unsupported)
        #expect(error.message == "animation is not supported: the file announces 2 frames")
    }

    @Test(arguments: [0, 1, 2, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFF])
    func `a number of frames that PNG does not allow counts as one`(count: Int) throws {
        var bytes = SampleFile.animatedPNG.bytes
        let control = try #require(bytes.firstRange(of: Array("acTL".utf8))).upperBound
        bytes.replaceSubrange(control..<control + 4, with: (0..<4).map { UInt8(count >> (24 - 8 * $0) & 255) })
        let header = try ImageHeader(bytes)
        #expect(header.isAnimated)
        #expect(header.frameCount == ((1...0x7FFF_FFFF).contains(count) ? count : 1))
    }

    @Test(arguments: SampleFile.images) func `every limit is checked from the header`(file: SampleFile) throws {
        let bounds: [(name: String, path: WritableKeyPath<DecodingLimits, Int>)] = [
            ("inputBytes", \.inputBytes), ("side", \.side), ("pixels", \.pixels), ("decodedBytes", \.decodedBytes),
        ]
        for (name, path) in bounds {
            var limits = DecodingLimits()
            limits[keyPath: path] = 10
            let error = try #require(throws: CodecError.self) { try ImageDecoder(limits: limits).inspect(file.bytes) }
            #expect(error.code == .limitExceeded)
            #expect(error.limit == name)
        }
        _ = try ImageDecoder().inspect(file.bytes)
    }

    @Test func `the largest sides that a header can state are no sum that overflows`() throws {
        var bytes = SampleFile.png.bytes
        bytes.replaceSubrange(16..<24, with: [0x7F, 0xFF, 0xFF, 0xFF, 0x7F, 0xFF, 0xFF, 0xFF])
        let header = try ImageHeader(bytes)
        #expect(header.width == 1 << 31 - 1 && header.height == 1 << 31 - 1)
        #expect(header.decodedBytes == .max)
        #expect(throws: CodecError.self) { try ImageDecoder(limits: .unlimited).decode(bytes) }
    }

    @Test(arguments: SampleFile.images) func `a file cut anywhere has a header or an error`(file: SampleFile) {
        for count in 0..<file.bytes.count {
            let bytes = Array(file.bytes.prefix(count))
            if let header = try? ImageHeader(bytes) { #expect(header.width == SampleFile.width) }
        }
    }

    @Test(.enabled(if: Corpus.isPresent, "IMAGE_ENHANCE_DATA is not set"))
    func `headers of the data set are those of its list`() throws {
        let files = Corpus.files.filter { $0.validity == .valid && ["JPEG", "PNG", "WebP"].contains($0.format) }
        #expect(files.count > 300)
        for file in files {
            let header = try ImageHeader(file.bytes())
            #expect(header.width == file.width && header.height == file.height, "\(file)")
            if file.frames > 1 { #expect(header.isAnimated, "\(file)") }
            // The list counts a still picture in front of a PNG's animation too, which is none of its frames.
            let still = file.format == "PNG" && header.isAnimated ? 1 : 0
            // Numbers that PNG does not allow are an animation to us, which is refused, and none to the list.
            guard header.frameCount <= Int32.max else { continue }
            #expect(header.frameCount...header.frameCount + still ~= file.frames, "\(file)")
        }
    }
}
