import ImageCodecs
import TestSupport
import Testing

@Suite(.enabled(if: Corpus.isPresent, "IMAGE_ENHANCE_DATA is not set"))
struct `JPEG files of the data set` {
    static let files = Corpus.files.filter { $0.format == "JPEG" }

    @Test(arguments: files.filter { $0.validity == .valid })
    func `a valid file decodes and is written again with its size, sampling and metadata`(_ file: CorpusFile) throws {
        let source = try ImageDecoder().decode(file.bytes())
        #expect(source.image.width == file.width)
        #expect(source.image.height == file.height)
        let copy = try ImageDecoder().decode(ImageEncoder().encode(source.image, as: source.encoding))
        #expect(copy.warnings.isEmpty)
        #expect(copy.image.width == file.width)
        #expect(copy.image.height == file.height)
        #expect(copy.image.colorModel == source.image.colorModel)
        #expect(copy.image.subsampling == source.image.subsampling)
        #expect(copy.image.metadata.orientation == source.image.metadata.orientation)
        #expect(copy.image.metadata.iccProfile == source.image.metadata.iccProfile)
        #expect(copy.image.metadata.xmp == source.image.metadata.xmp)
    }
}
