import TestSupport
import Testing

@testable import ImageEnhance

/// Every row of the table, set by name and text, changes what the engine does.
@Suite(.timeLimit(.minutes(10))) struct `Parameter table` {
    /// A value other than the default, and whether the enhancer acts on it.
    struct Row: Sendable {
        let text: String
        let acts: @Sendable (Enhancer) throws -> Bool
    }

    private static let rows: [String: Row] = [
        "denoise": Row(text: "0") { try $0.enhance(noisy).bytes != Enhancer().enhance(noisy).bytes },
        "sharpen": Row(text: "0") { try $0.enhance(noisy).bytes != Enhancer().enhance(noisy).bytes },
        "ignore-error": Row(text: "1") { try $0.enhance(SampleFile.text.bytes).isOriginal },
        "method": Row(text: "bilateral") { try $0.enhance(noisy).bytes != Enhancer().enhance(noisy).bytes },
        "noise-sigma": Row(text: "30") { try $0.enhance(noisy).bytes != Enhancer().enhance(noisy).bytes },
        "quality": Row(text: "20") { try $0.enhance(noisy).bytes.count < Enhancer().enhance(noisy).bytes.count },
        "metadata": Row(text: "icc") { enhancer in
            var source = try ImageDecoder().decode(SampleFile.png.bytes)
            source.image.metadata.xmp = Array("<x/>".utf8)
            let file = try ImageEncoder().encode(source.image, as: source.encoding)
            return try ImageDecoder().decode(enhancer.enhance(file).bytes).image.metadata.xmp == nil
        },
        "max-pixels": Row(text: "100") { fails($0, SampleFile.png.bytes, .limitExceeded) },
        "max-bytes": Row(text: "100") { fails($0, SampleFile.png.bytes, .limitExceeded) },
        "max-memory": Row(text: "1000") { fails($0, SampleFile.png.bytes, .limitExceeded) },
        "timeout": Row(text: "1e-9") { fails($0, SampleFile.png.bytes, .limitExceeded) },
        "fail-on": Row(text: "warning") { fails($0, SampleFile.jpeg.bytes.dropLast(60), .malformedImage) },
        "threads": Row(text: "7") { $0.callThreads.count == 7 && $0.taskThreads.count == 7 },
        "crop-size": Row(text: "16") {
            try ImageHeader($0.comparison(of: noisy)).width < ImageHeader(Enhancer().comparison(of: noisy)).width
        },
        "instruction-set": Row(text: "baseline") {
            try Pipeline($0.parameters, threads: .serial).instructionSet == .baseline
        },
    ]

    private static let noisy: [UInt8] = {
        let plane: Plane<UInt8> = Scene.texture.plane(width: 200, height: 160).addingGaussianNoise(sigma: 12, seed: 1)
        let image = PlanarImage(width: 200, height: 160, colorModel: .gray, planes: .eight([plane]))
        return try! ImageEncoder().encode(image, as: .jpeg(JPEGEncoding()))
    }()

    private static func fails(_ enhancer: Enhancer, _ bytes: some Sequence<UInt8>, _ code: EnhanceError.Code) -> Bool {
        do throws(EnhanceError) {
            _ = try enhancer.enhance(Array(bytes))
            return false
        } catch {
            return error.code == code
        }
    }

    @Test(arguments: EnhanceParameters.table.map(\.name))
    func `a row acts`(name: String) throws {
        let row = try #require(Self.rows[name], "a row of the table without a test")
        var parameters = EnhanceParameters()
        try parameters.set(name, row.text)
        #expect(parameters != EnhanceParameters())
        #expect(try row.acts(Enhancer(parameters)))
        // The test itself can fail.
        let actsByDefault = (try? row.acts(Enhancer())) ?? false
        #expect(!actsByDefault)
    }
}
