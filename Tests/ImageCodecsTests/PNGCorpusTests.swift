import ImageCodecs
import TestSupport
import Testing

@Suite(.enabled(if: Corpus.isPresent, "IMAGE_ENHANCE_DATA is not set"))
struct PNGCorpusTests {
    /// Some valid files are longer than the default limits allow.
    private let decoder = ImageDecoder(limits: .unlimited)
    private var files: [CorpusFile] { Corpus.files.filter { $0.format == "PNG" } }

    @Test func `every valid still image decodes and comes back the same`() throws {
        for file in files where file.validity == .valid && file.frames <= 1 {
            let bytes = try file.bytes()
            guard !isAnimation(bytes) else { continue }
            let source = try #require(try? decoder.decode(bytes), "\(file)")
            #expect(source.image.width == file.width && source.image.height == file.height, "\(file)")
            #expect(source.image.depth == (file.bitDepth == 16 ? .sixteen : .eight), "\(file)")
            #expect(source.image.hasAlpha == file.hasAlphaOrTransparency, "\(file)")
            let result = try decoder.decode(ImageEncoder().encode(source.image, as: source.encoding))
            #expect(result.image.planes == source.image.planes, "\(file)")
            #expect(result.image.metadata.iccProfile == source.image.metadata.iccProfile, "\(file)")
            #expect(result.image.metadata.orientation == source.image.metadata.orientation, "\(file)")
        }
    }

    @Test func `animations are refused as unsupported`() throws {
        for file in files where file.validity == .valid {
            let bytes = try file.bytes()
            guard isAnimation(bytes) else { continue }
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

    /// Whether a file says so itself: the manifest counts frames, and an animation may have one.
    private func isAnimation(_ bytes: [UInt8]) -> Bool {
        func position(_ type: String) -> Int? {
            bytes.indices.first { bytes[$0...].starts(with: type.utf8) }
        }
        guard let control = position("acTL"), let picture = position("IDAT") else { return false }
        return control < picture
    }
}
