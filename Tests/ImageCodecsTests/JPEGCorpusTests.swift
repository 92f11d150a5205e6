import ImageCodecs
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(30)), .enabled(if: Corpus.isPresent, "IMAGE_ENHANCE_DATA is not set"))
struct `JPEG files of the data set` {
    private static let files = Corpus.files.filter { $0.format == "JPEG" }
    /// The set has files of 65,500 pixels a side.
    private static let limits: DecodingLimits = {
        var limits = DecodingLimits()
        limits.side = 65_535
        return limits
    }()

    @Test(arguments: files.filter { $0.validity == .valid })
    func `a valid file decodes and is written again with its size, sampling and metadata`(_ file: CorpusFile) throws {
        let decoder = ImageDecoder(limits: Self.limits)
        let source = try decoder.decode(file.bytes())
        #expect(source.image.width == file.width)
        #expect(source.image.height == file.height)
        // Some files have ICC segments that do not fit together, on purpose.
        let isDropped = source.warnings.contains { $0.message.contains("ICC profile was dropped") }
        let hasUsableProfile = file.hasICCProfile && !isDropped
        #expect((source.image.metadata.iccProfile != nil) == hasUsableProfile)
        if let orientation = file.orientation, (1...8).contains(orientation), !file.path.hasPrefix("hostile/") {
            #expect(source.image.metadata.orientation == orientation)
        }
        let copy = try decoder.decode(ImageEncoder().encode(source.image, as: source.encoding))
        #expect(copy.warnings.isEmpty)
        #expect(copy.image.width == file.width)
        #expect(copy.image.height == file.height)
        #expect(copy.image.colorModel == source.image.colorModel)
        #expect(copy.image.subsampling == source.image.subsampling)
        #expect(copy.image.metadata.orientation == source.image.metadata.orientation)
        #expect(copy.image.metadata.iccProfile == source.image.metadata.iccProfile)
        #expect(copy.image.metadata.xmp == source.image.metadata.xmp)
    }

    @Test(arguments: files.filter { $0.validity != .valid })
    func `any other file gives a picture that can be written, or an error`(_ file: CorpusFile) throws {
        let bytes = try file.bytes()
        do throws(CodecError) {
            let decoded = try ImageDecoder(limits: Self.limits).decode(bytes)
            _ = try ImageEncoder().encode(decoded.image, as: decoded.encoding)
        } catch {
            #expect(!error.message.isEmpty)
        }
    }
}
