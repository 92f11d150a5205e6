import ImageCodecs
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(10))) struct `JPEG metadata` {
    /// A TIFF stream of one entry: the orientation.
    static func exif(orientation: UInt8) -> [UInt8] {
        [0x4D, 0x4D, 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0]
    }

    private func copy(
        _ metadata: ImageMetadata, _ encoding: JPEGEncoding = JPEGEncoding(),
        policy: EncodingOptions.MetadataPolicy = .keep
    ) throws -> (DecodedImage, JPEGEncoding) {
        var image = JPEGSamples.photograph(JPEGSamples.Size(16, 16))
        image.metadata = metadata
        return try JPEGSamples.decode(JPEGSamples.encode(image, encoding, metadata: policy))
    }

    private func randomBytes(_ count: Int) -> [UInt8] {
        var random = SplitMix64(seed: 7)
        return (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
    }

    @Test(arguments: 1...8)
    func `each orientation is kept and pixels are not turned`(_ orientation: Int) throws {
        let exif = Self.exif(orientation: UInt8(orientation))
        let (decoded, _) = try copy(ImageMetadata(exif: exif))
        #expect(decoded.image.metadata.orientation == orientation)
        #expect(decoded.image.metadata.exif == exif)
        #expect(decoded.image.width == 16)
    }

    @Test(arguments: [1, 65519, 65520, 200_000])
    func `an ICC profile of any size is kept byte for byte`(_ count: Int) throws {
        let profile = randomBytes(count)
        #expect(try copy(ImageMetadata(iccProfile: profile)).0.image.metadata.iccProfile == profile)
    }

    @Test func `XMP, comments, other markers and density are kept in their order`() throws {
        let xmp = Array("<x:xmpmeta/>".utf8)
        let segments = [
            JPEGEncoding.Segment(code: 0xFE, payload: Array("first".utf8)),
            JPEGEncoding.Segment(code: 0xED, payload: Array("Photoshop 3.0\0".utf8) + randomBytes(100)),
            JPEGEncoding.Segment(code: 0xFE, payload: Array("second".utf8)),
            JPEGEncoding.Segment(code: 0xE5, payload: []),
            JPEGEncoding.Segment(code: 0xEF, payload: randomBytes(65533)),
        ]
        let jfif = JPEGEncoding.JFIF(
            majorVersion: 1, minorVersion: 2, densityUnit: .dotsPerInch, horizontalDensity: 300, verticalDensity: 72)
        let (decoded, encoding) = try copy(
            ImageMetadata(xmp: xmp), JPEGEncoding(jfif: jfif, adobeTransform: 1, segments: segments))
        #expect(decoded.image.metadata.xmp == xmp)
        #expect(encoding.segments == segments)
        #expect(encoding.jfif == jfif)
        #expect(encoding.adobeTransform == 1)
    }

    @Test func `the policies drop what they say, and never what tells the colors`() throws {
        let metadata = ImageMetadata(
            exif: Self.exif(orientation: 1), iccProfile: randomBytes(500), xmp: Array("<x/>".utf8))
        let source = JPEGEncoding(
            jfif: nil, adobeTransform: 1, segments: [JPEGEncoding.Segment(code: 0xFE, payload: [65])])
        let (stripped, strippedEncoding) = try copy(metadata, source, policy: .strip)
        #expect(stripped.image.metadata == ImageMetadata())
        #expect(strippedEncoding.segments.isEmpty)
        #expect(strippedEncoding.adobeTransform == 1)
        #expect(strippedEncoding.jfif == nil)
        let (profiled, _) = try copy(metadata, source, policy: .icc)
        #expect(profiled.image.metadata == ImageMetadata(iccProfile: metadata.iccProfile))
    }

    @Test(arguments: 2...8, [EncodingOptions.MetadataPolicy.strip, .icc])
    func `an orientation survives stripping, and nothing else of EXIF`(
        _ orientation: Int, _ policy: EncodingOptions.MetadataPolicy
    ) throws {
        let exif = TIFFBuilder(bigEndian: false).stream(
            orientation: orientation, thumbnail: [0xFF, 0xD8, 1, 0xFF, 0xD9])
        let (decoded, _) = try copy(ImageMetadata(exif: exif, xmp: Array("<x/>".utf8)), policy: policy)
        #expect(decoded.image.metadata.orientation == orientation)
        #expect(decoded.image.metadata.exif == Self.exif(orientation: UInt8(orientation)))
        #expect(decoded.image.metadata.xmp == nil)
    }

    @Test func `the density of a CMYK file is kept, its colors are not taken for YCbCr`() throws {
        let image = JPEGSamples.image(
            JPEGSamples.Shape(.ycck, [(1, 1), (1, 1), (1, 1), (1, 1)]), JPEGSamples.Size(8, 8))
        let jfif = JPEGEncoding.JFIF(densityUnit: .dotsPerCentimetre, horizontalDensity: 28, verticalDensity: 28)
        let (decoded, encoding) = try JPEGSamples.decode(JPEGSamples.encode(image, JPEGEncoding(jfif: jfif)))
        #expect(encoding.jfif == jfif)
        #expect(decoded.image.colorModel == .ycck)
    }

    @Test func `CMYK gets an Adobe marker only if it had one, because that inverts it`() throws {
        let image = JPEGSamples.image(
            JPEGSamples.Shape(.cmyk, [(1, 1), (1, 1), (1, 1), (1, 1)]), JPEGSamples.Size(8, 8))
        for transform in [nil, 0] {
            let bytes = try JPEGSamples.encode(image, JPEGEncoding(adobeTransform: transform))
            #expect(try JPEGSamples.decode(bytes).1.adobeTransform == transform)
        }
    }

    @Test func `metadata too large for its segment is left out, the picture written`() throws {
        let (decoded, encoding) = try copy(
            ImageMetadata(iccProfile: [UInt8](repeating: 1, count: 255 * 65519 + 1)),
            JPEGEncoding(segments: [JPEGEncoding.Segment(code: 0xFE, payload: randomBytes(65534))]))
        #expect(decoded.image.metadata == ImageMetadata())
        #expect(encoding.segments.isEmpty)
    }

    private func file(with segments: [JPEGEncoding.Segment]) throws -> [UInt8] {
        try JPEGSamples.file(with: segments)
    }

    private func iccPart(_ number: UInt8, _ count: UInt8, _ byte: UInt8) -> JPEGEncoding.Segment {
        JPEGEncoding.Segment(code: 0xE2, payload: Array("ICC_PROFILE\0".utf8) + [number, count, byte])
    }

    @Test func `ICC segments out of order are put in order`() throws {
        let bytes = try file(with: [iccPart(3, 3, 30), iccPart(1, 3, 10), iccPart(2, 3, 20)])
        #expect(try JPEGSamples.decode(bytes).0.image.metadata.iccProfile == [10, 20, 30])
    }

    @Test(arguments: [[(1, 3), (3, 3)], [(1, 2), (1, 2)], [(1, 2), (2, 3)], [(0, 1)], [(2, 1)]])
    func `an ICC set that does not fit together is dropped with a warning`(_ parts: [(Int, Int)]) throws {
        let bytes = try file(with: parts.map { iccPart(UInt8($0.0), UInt8($0.1), 9) })
        let (decoded, _) = try JPEGSamples.decode(bytes)
        #expect(decoded.image.metadata.iccProfile == nil)
        #expect(decoded.warnings.count == 1)
    }

    @Test func `thumbnails and an index of pictures that are not there are dropped`() throws {
        let bytes = try file(with: [
            JPEGEncoding.Segment(code: 0xE0, payload: Array("JFXX\0".utf8) + [0x10, 1, 2, 3]),
            JPEGEncoding.Segment(code: 0xE2, payload: Array("MPF\0".utf8) + [1, 2, 3]),
        ])
        let (decoded, encoding) = try JPEGSamples.decode(bytes)
        #expect(encoding.segments.isEmpty)
        #expect(decoded.warnings.map(\.kind) == [.notice])
    }

    @Test func `short and empty segments are kept as they are`() throws {
        let segments = [0xE1, 0xE2, 0xEE, 0xED].map { JPEGEncoding.Segment(code: $0, payload: []) }
        let (decoded, encoding) = try JPEGSamples.decode(file(with: segments))
        #expect(encoding.segments == segments)
        #expect(decoded.warnings.isEmpty)
    }
}
