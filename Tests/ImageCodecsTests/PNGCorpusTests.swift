import ImageCodecs
import TestSupport
import Testing

@Suite(.enabled(if: Corpus.isPresent, "IMAGE_ENHANCE_DATA is not set"))
struct PNGCorpusTests {
    private var files: [CorpusFile] { Corpus.files.filter { $0.format == "PNG" } }

    @Test func `every valid still image decodes and comes back the same`() throws {
        for file in files where file.validity == .valid && file.frames <= 1 {
            let source = try #require(try? ImageDecoder().decode(file.bytes()), "\(file)")
            #expect(source.image.width == file.width && source.image.height == file.height, "\(file)")
            #expect(source.image.depth == (file.bitDepth == 16 ? .sixteen : .eight), "\(file)")
            #expect(source.image.hasAlpha == file.hasAlphaOrTransparency, "\(file)")
            let result = try ImageDecoder().decode(ImageEncoder().encode(source.image, as: source.encoding))
            #expect(result.image.planes == source.image.planes, "\(file)")
            #expect(result.image.metadata.iccProfile == source.image.metadata.iccProfile, "\(file)")
            #expect(result.image.metadata.orientation == source.image.metadata.orientation, "\(file)")
        }
    }

    @Test func `animations are refused as unsupported`() throws {
        for file in files where file.validity == .valid && file.frames > 1 {
            let bytes = try file.bytes()
            #expect("\(file)") {
                try ImageDecoder().decode(bytes)
            } throws: {
                ($0 as? CodecError)?.code == .unsupported
            }
        }
    }

    @Test func `files that are not valid give an image or an error`() throws {
        for file in files where file.validity != .valid {
            decodeDamaged(try file.bytes())
        }
    }
}
