import Foundation
import ImageEnhance
import TestSupport
import Testing

/// Every valid file of the data set's conformance suites goes through the whole engine.
@Suite(.timeLimit(.minutes(30)), .enabled(if: Corpus.isPresent, "IMAGE_ENHANCE_DATA is not set"))
struct `Enhancing the data set` {
    private static let valid = (Corpus.files(in: "conformance") + Corpus.files(in: "generated_valid"))
        .filter { $0.validity == .valid }
    private static let still = valid.filter { !$0.isAnimation }
    private static let animated = valid.filter(\.isAnimation)

    private let enhancer: Enhancer = {
        var parameters = EnhanceParameters(denoise: 2, sharpen: 2)
        // Some files are a hundred thousand pixels wide and one high: legal, and beyond the default limit.
        parameters.limits = .unlimited
        parameters.threads = .serial
        return Enhancer(parameters)
    }()
    private let decoder = ImageDecoder(limits: .unlimited)

    @Test func `the data set has the suites these tests are about`() {
        #expect(Self.still.count > 700)
        #expect(Self.animated.count > 40)
    }

    @Test(arguments: still.batches(of: 50))
    func `a valid file is decoded as independent decoders see it, and enhanced to its like`(batch: CorpusBatch) {
        for file in batch.files {
            do {
                let bytes = try file.bytes()
                let source = try decoder.decode(bytes)
                expect(source, toBe: file)
                let result = try decoder.decode(try enhancer.enhance(bytes).bytes)
                expect(result, toBeLike: source, file)
            } catch {
                Issue.record("\(file): \(error)")
            }
        }
    }

    @Test func `an animation is refused as unsupported`() throws {
        for file in Self.animated {
            let bytes = try file.bytes()
            let error = #expect(throws: EnhanceError.self, "\(file)") { try enhancer.enhance(bytes) }
            #expect(error?.code == .unsupportedImage, "\(file)")
        }
    }

    private func expect(_ source: DecodedImage, toBe file: CorpusFile) {
        #expect(source.image.width == file.width, "\(file)")
        #expect(source.image.height == file.height, "\(file)")
        #expect(source.image.depth == (file.bitDepth == 16 ? .sixteen : .eight), "\(file)")
        #expect(source.encoding.format.rawValue.uppercased() == file.format, "\(file)")
        if let orientation = file.orientation, (1...8).contains(orientation) {
            // 1 is what holds where nothing is said.
            #expect(source.image.metadata.orientation ?? 1 == orientation, "\(file)")
        }
        if file.hasICCProfile && !file.hasBrokenProfile {
            #expect(source.image.metadata.iccProfile?.isEmpty == false, "\(file)")
        }
    }

    private func expect(_ result: DecodedImage, toBeLike source: DecodedImage, _ file: CorpusFile) {
        #expect(result.warnings.isEmpty, "\(file): what we write needs no repair")
        #expect(result.encoding.format == source.encoding.format, "\(file)")
        #expect(result.image.width == source.image.width, "\(file)")
        #expect(result.image.height == source.image.height, "\(file)")
        #expect(result.image.depth == source.image.depth, "\(file)")
        #expect(result.image.colorModel == source.image.colorModel, "\(file)")
        #expect(result.image.subsampling == source.image.subsampling, "\(file)")
        #expect(result.image.hasAlpha == source.image.hasAlpha, "\(file)")
        #expect(result.image.hasSameAlpha(as: source.image), "\(file)")
        #expect(result.image.metadata.iccProfile == source.image.metadata.iccProfile, "\(file)")
        #expect(result.image.metadata.orientation == source.image.metadata.orientation, "\(file)")
        #expect(result.image.metadata.xmp == source.image.metadata.xmp, "\(file)")
    }
}

extension CorpusFile {
    fileprivate var isAnimation: Bool { frames > 1 || announcesAnimation }

    /// APNG whose control chunk promises an animation of one frame or none.
    private var announcesAnimation: Bool {
        ["single_frame.png", "syntax_num_frames_zero_default.png", "chunk_multi_actl.png"]
            .contains(url.lastPathComponent)
    }

    /// JPEG whose ICC segments do not make up a whole profile: there is none to keep.
    fileprivate var hasBrokenProfile: Bool {
        [
            "icc_chunk_count_mismatch.jpeg", "icc_chunk_double_seq_no.jpeg", "icc_chunk_seq_no_0.jpeg",
            "icc_missing_chunk.jpeg",
        ].contains(url.lastPathComponent)
    }
}

extension PlanarImage {
    fileprivate func hasSameAlpha(as other: PlanarImage) -> Bool {
        guard hasAlpha, other.hasAlpha else { return hasAlpha == other.hasAlpha }
        return switch (planes, other.planes) {
        case (.eight(let a), .eight(let b)): a.last == b.last
        case (.sixteen(let a), .sixteen(let b)): a.last == b.last
        default: false
        }
    }
}
