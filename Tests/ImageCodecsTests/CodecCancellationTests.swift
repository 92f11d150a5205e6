import ImageCodecs
import TestSupport
import Testing

/// Decoders and encoders look at the cancellation once a row, also where one call of a library does all the work.
@Suite(.timeLimit(.minutes(10))) struct `Cancellation of codecs` {
    private static let kinds: [(name: String, encoding: SourceEncoding, model: ColorModel)] = [
        ("JPEG", .jpeg(JPEGEncoding()), .yCbCr), ("progressive", .jpeg(JPEGEncoding(isProgressive: true)), .yCbCr),
        ("PNG", .png(PNGEncoding(colorType: .rgb)), .rgb),
        ("lossy WebP", .webp(WebPEncoding(isLossless: false)), .yCbCr),
        ("lossless WebP", .webp(WebPEncoding(isLossless: true)), .rgb),
    ]

    private static func image(_ model: ColorModel, side: Int) -> PlanarImage {
        randomImage(
            ImageSize(side, side), model, subsampling: model == .yCbCr ? .yCbCr420 : nil, seed: 1, of: UInt8.self)
    }

    @Test(arguments: kinds.indices) func `work that is cancelled before does not begin`(index: Int) throws {
        let (_, encoding, model) = Self.kinds[index]
        let image = Self.image(model, side: 64)
        let bytes = try ImageEncoder().encode(image, as: encoding)
        let cancelled = Cancellation()
        cancelled.cancel()
        #expect(throws: CodecError(.cancelled, "cancelled")) {
            try ImageDecoder().decode(bytes, cancellation: cancelled)
        }
        #expect(throws: CodecError(.cancelled, "cancelled")) {
            try ImageEncoder().encode(image, as: encoding, cancellation: cancelled)
        }
    }

    /// What is still done after a cancellation in the middle, as a share of the whole work.
    private func rest(of work: (Cancellation) throws -> Void) throws -> Double {
        let whole = try processorSeconds(runs: 2) { try work(Cancellation()) }
        // A busy machine may cancel only once the work is over, which says nothing.
        for _ in 0..<20 {
            let cancellation = Cancellation()
            var error: (any Error)?
            let rest = processorSeconds(after: whole * 0.3, interrupt: cancellation.cancel) {
                do { try work(cancellation) } catch let caught { error = caught }
            }
            guard let error else { continue }
            #expect(error as? CodecError == CodecError(.cancelled, "cancelled"))
            return try #require(rest) / whole
        }
        Issue.record("never cancelled")
        return 1
    }

    @Test(arguments: kinds.indices) func `decoding stops on the way`(index: Int) throws {
        let (_, encoding, model) = Self.kinds[index]
        let bytes = try ImageEncoder().encode(Self.image(model, side: 1500), as: encoding)
        let rest = try rest { _ = try ImageDecoder().decode(bytes, cancellation: $0) }
        #expect(rest < 0.25)
    }

    /// libwebp's lossless encoder looks at the cancellation between its stages only.
    @Test(arguments: kinds.indices.dropLast()) func `encoding stops on the way`(index: Int) throws {
        let (_, encoding, model) = Self.kinds[index]
        let image = Self.image(model, side: 1500)
        let rest = try rest { _ = try ImageEncoder().encode(image, as: encoding, cancellation: $0) }
        #expect(rest < 0.25)
    }

    @Test func `packing a large profile stops too`() throws {
        var image = Self.image(.rgb, side: 8)
        var generator = SplitMix64(seed: 3)
        image.metadata.iccProfile = (0..<8 << 20).map { _ in UInt8.random(in: 0...3, using: &generator) }
        let encoding = SourceEncoding.png(PNGEncoding(colorType: .rgb))
        let rest = try rest { _ = try ImageEncoder().encode(image, as: encoding, cancellation: $0) }
        #expect(rest < 0.25)
    }
}
