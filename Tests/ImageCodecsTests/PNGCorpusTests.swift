import ImageCodecs
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(30)), .enabled(if: Corpus.isPresent, "IMAGE_ENHANCE_DATA is not set"))
struct `PNG files of the data set` {
    /// Some valid files are longer than the default limits allow.
    private let decoder = ImageDecoder(limits: .unlimited)
    private var files: [CorpusFile] { Corpus.files.filter { $0.format == "PNG" } }

    @Test func `every valid still image decodes and comes back the same`() throws {
        for file in files where file.validity == .valid && file.frames <= 1 {
            let bytes = try file.bytes()
            guard let source = try still(bytes) else {
                // The manifest counts frames, and an animation may have one.
                #expect(bytes.indices.contains { bytes[$0...].starts(with: "acTL".utf8) }, "\(file)")
                continue
            }
            #expect(source.image.width == file.width && source.image.height == file.height, "\(file)")
            #expect(source.image.depth == (file.bitDepth == 16 ? .sixteen : .eight), "\(file)")
            #expect(source.image.hasAlpha == file.hasAlphaOrTransparency, "\(file)")
            let result = try decoder.decode(ImageEncoder().encode(source.image, as: source.encoding))
            #expect(result.image.planes == source.image.planes, "\(file)")
            #expect(result.image.metadata.iccProfile == source.image.metadata.iccProfile, "\(file)")
            #expect(!file.hasICCProfile || result.image.metadata.iccProfile != nil, "\(file)")
            #expect(result.image.metadata.orientation == source.image.metadata.orientation, "\(file)")
        }
    }

    @Test func `animations are refused as unsupported`() throws {
        for file in files where file.validity == .valid && file.frames > 1 {
            let image = try still(file.bytes())
            #expect(image == nil, "\(file)")
        }
    }

    @Test func `files that are not valid give an image or an error`() throws {
        for file in files where file.validity != .valid {
            decodeDamaged(try file.bytes())
        }
    }

    /// - Returns: `nil` if the file is refused as unsupported; other errors are thrown on.
    private func still(_ bytes: [UInt8]) throws -> DecodedImage? {
        do throws(CodecError) {
            return try decoder.decode(bytes)
        } catch {
            guard error.code == .unsupported else { throw error }
            return nil
        }
    }
}
