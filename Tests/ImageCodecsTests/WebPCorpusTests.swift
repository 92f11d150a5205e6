import ImageCodecs
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(30)), .enabled(if: Corpus.isPresent, "IMAGE_ENHANCE_DATA is not set"))
struct `WebP files of the data set` {
    private var files: [CorpusFile] { Corpus.files.filter { $0.format == "WEBP" } }

    @Test func `every valid still image decodes and is written again as the same kind`() throws {
        // Lossless sides of 16384 pixels can be read but not written; `WebPDamageTests` sees them refused.
        for file in files
        where file.validity == .valid && file.frames <= 1 && max(file.width, file.height) < 16384 {
            let source = try #require(try? ImageDecoder().decode(file.bytes()), "\(file)")
            #expect(source.image.width == file.width && source.image.height == file.height, "\(file)")
            #expect(source.image.hasAlpha == file.hasAlphaOrTransparency, "\(file)")
            let result = try ImageDecoder().decode(ImageEncoder().encode(source.image, as: source.encoding))
            #expect(result.image.colorModel == source.image.colorModel, "\(file)")
            #expect(result.image.width == file.width && result.image.height == file.height, "\(file)")
            #expect(result.image.metadata.iccProfile == source.image.metadata.iccProfile, "\(file)")
            #expect(result.image.metadata.orientation == source.image.metadata.orientation, "\(file)")
            #expect(alpha(of: result.image) == alpha(of: source.image), "\(file)")
            if source.image.colorModel == .rgb {
                #expect(colors(of: result.image) == colors(of: source.image), "\(file)")
            }
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

    /// libwebp leaves out an alpha channel that is opaque everywhere: then there is none to compare.
    private func alpha(of image: PlanarImage) -> Plane<UInt8>? {
        guard image.hasAlpha, case .eight(let planes) = image.planes, let alpha = planes.last else { return nil }
        return alpha.samples.allSatisfy { $0 == 255 } ? nil : alpha
    }

    private func colors(of image: PlanarImage) -> [Plane<UInt8>] {
        guard case .eight(let planes) = image.planes else { return [] }
        return Array(planes.prefix(image.colorModel.planeCount))
    }
}
