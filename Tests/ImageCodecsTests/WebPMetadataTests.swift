import ImageCodecs
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(10))) struct `WebP metadata` {
    private let profile = ICCProfileBuilder.minimal(colorSpace: "RGB ")
    private let packet = Array("<x:xmpmeta xmlns:x='adobe:ns:meta/'/>".utf8)

    @Test(arguments: 1...8, [false, true])
    func `profile, EXIF orientation and XMP are kept`(orientation: Int, lossless: Bool) throws {
        let exif = TIFFBuilder(bigEndian: false).stream(orientation: orientation)
        let decoded = try ImageDecoder().decode(file(exif: exif, lossless: lossless))
        #expect(decoded.image.metadata.iccProfile == profile)
        #expect(decoded.image.metadata.exif == exif)
        #expect(decoded.image.metadata.xmp == packet)
        #expect(decoded.image.metadata.orientation == orientation)
        #expect(decoded.warnings.isEmpty)
    }

    @Test func `the thumbnail of EXIF is dropped`() throws {
        let exif = TIFFBuilder(bigEndian: false).stream(orientation: 2, thumbnail: [0xFF, 0xD8, 5, 0xFF, 0xD9])
        let decoded = try ImageDecoder().decode(file(exif: exif, lossless: true))
        #expect(try #require(decoded.image.metadata.exif).count == exif.count - 5)
    }

    @Test func `the metadata policy decides what is written`() throws {
        let exif = TIFFBuilder(bigEndian: false).stream(orientation: 1)
        var options = EncodingOptions()
        options.metadata = .icc
        let onlyProfile = try ImageDecoder().decode(file(exif: exif, lossless: true, options)).image.metadata
        #expect(onlyProfile == ImageMetadata(iccProfile: profile))
        options.metadata = .strip
        #expect(try ImageDecoder().decode(file(exif: exif, lossless: true, options)).image.metadata == ImageMetadata())
    }

    @Test(arguments: 2...8, [EncodingOptions.MetadataPolicy.strip, .icc])
    func `an orientation survives stripping, and nothing else of EXIF`(
        orientation: Int, policy: EncodingOptions.MetadataPolicy
    ) throws {
        let exif = TIFFBuilder(bigEndian: false).stream(
            orientation: orientation, thumbnail: [0xFF, 0xD8, 5, 0xFF, 0xD9])
        var options = EncodingOptions()
        options.metadata = policy
        let metadata = try ImageDecoder().decode(file(exif: exif, lossless: false, options)).image.metadata
        #expect(metadata.orientation == orientation)
        #expect(metadata.exif == TIFFBuilder(bigEndian: true).stream(orientation: orientation))
        #expect(metadata.xmp == nil)
    }

    @Test func `too much metadata is a limit, and named`() throws {
        let bytes = try file(exif: TIFFBuilder(bigEndian: false).stream(orientation: 2), lossless: true)
        var limits = DecodingLimits()
        limits.metadataBytes = profile.count
        #expect {
            try ImageDecoder(limits: limits).decode(bytes)
        } throws: {
            ($0 as? CodecError)?.limit == "metadataBytes"
        }
    }

    private func file(
        exif: [UInt8], lossless: Bool, _ options: EncodingOptions = EncodingOptions()
    ) throws -> [UInt8] {
        var image = randomImage(
            ImageSize(9, 5), lossless ? .rgb : .yCbCr, subsampling: lossless ? nil : .yCbCr420, seed: 2, of: UInt8.self)
        image.metadata = ImageMetadata(exif: exif, iccProfile: profile, xmp: packet)
        return try ImageEncoder(options: options).encode(image, as: .webp(WebPEncoding(isLossless: lossless)))
    }
}
