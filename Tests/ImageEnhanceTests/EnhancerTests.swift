import TestSupport
import Testing

@testable import ImageEnhance

@Suite(.timeLimit(.minutes(10))) struct `Enhancing an image` {
    @Test(arguments: SampleFile.images) func `an image comes back in its format and size, and changed`(file: SampleFile)
        throws
    {
        let result = try Enhancer().enhance(file.bytes)
        #expect(result.format == ImageFormat(sniffing: file.bytes))
        #expect(ImageFormat(sniffing: result.bytes) == result.format)
        #expect(!result.isOriginal)
        #expect(result.bytes != file.bytes)
        #expect((result.width, result.height) == (SampleFile.width, SampleFile.height))
        let decoded = try ImageDecoder().decode(result.bytes)
        #expect((decoded.image.width, decoded.image.height) == (SampleFile.width, SampleFile.height))
        #expect(result.timings.decode > .zero)
        #expect(result.timings.encode > .zero)
    }

    @Test(arguments: SampleFile.images) func `both levels off give the input's own bytes`(file: SampleFile) throws {
        let result = try Enhancer(EnhanceParameters(denoise: 0, sharpen: 0)).enhance(file.bytes)
        #expect(result.bytes == file.bytes)
        #expect(result.isOriginal)
        #expect(result.error == nil)
        #expect((result.width, result.height) == (SampleFile.width, SampleFile.height))
    }

    @Test func `both levels off still refuse what is no image`() throws {
        let enhancer = Enhancer(EnhanceParameters(denoise: 0, sharpen: 0))
        let error = try #require(throws: EnhanceError.self) { try enhancer.enhance(SampleFile.text.bytes) }
        #expect(error.code == .malformedImage)
    }

    @Test(arguments: SampleFile.images) func `both levels off still check the limits`(file: SampleFile) throws {
        var parameters = EnhanceParameters(denoise: 0, sharpen: 0)
        parameters.limits.pixels = 1
        let error = try #require(throws: EnhanceError.self) { try Enhancer(parameters).enhance(file.bytes) }
        #expect(error.code == .limitExceeded)
        #expect(error.limit == "pixels")
    }

    @Test func `both levels off still refuse animation`() throws {
        let enhancer = Enhancer(EnhanceParameters(denoise: 0, sharpen: 0))
        let error = try #require(throws: EnhanceError.self) { try enhancer.enhance(SampleFile.animatedPNG.bytes) }
        #expect(error.code == .unsupportedImage)
    }

    @Test func `both levels off still find damage where warnings shall fail`() throws {
        let damaged = Array(SampleFile.jpeg.bytes.dropLast(60))
        var parameters = EnhanceParameters(denoise: 0, sharpen: 0)
        #expect(try Enhancer(parameters).enhance(damaged).bytes == damaged)
        parameters.failOn = .warning
        let error = try #require(throws: EnhanceError.self) { try Enhancer(parameters).enhance(damaged) }
        #expect(error.code == .malformedImage)
        #expect(try Enhancer(parameters).enhance(SampleFile.jpeg.bytes).bytes == SampleFile.jpeg.bytes)
    }

    @Test(arguments: SampleFile.images) func `inspecting tells the header of what enhance accepts`(file: SampleFile)
        throws
    {
        #expect(try Enhancer().inspect(file.bytes) == ImageHeader(file.bytes))
        var parameters = EnhanceParameters(ignoreError: true)
        parameters.limits.pixels = 1
        let error = try #require(throws: EnhanceError.self) { try Enhancer(parameters).inspect(file.bytes) }
        #expect(error.limit == "pixels")
    }

    @Test func `metadata is stripped even with both levels off, but for the orientation`() throws {
        var source = try ImageDecoder().decode(SampleFile.jpeg.bytes)
        source.image.metadata.xmp = Array("<x/>".utf8)
        var parameters = EnhanceParameters(denoise: 0, sharpen: 0)
        parameters.encoding.metadata = .strip
        let result = try Enhancer(parameters).enhance(ImageEncoder().encode(source.image, as: source.encoding))
        #expect(!result.isOriginal)
        let metadata = try ImageDecoder().decode(result.bytes).image.metadata
        #expect(metadata.xmp == nil)
        #expect(metadata.orientation == 6)
    }

    @Test(arguments: SampleFile.images) func `the result does not depend on the number of threads`(file: SampleFile)
        throws
    {
        let results = try [1, 2, 3].map { count in
            var parameters = EnhanceParameters()
            parameters.threads = ThreadBudget(count)
            return try Enhancer(parameters).enhance(file.bytes).bytes
        }
        #expect(results[1] == results[0])
        #expect(results[2] == results[0])
    }

    @Test(arguments: SampleFile.headers + [SampleFile.empty, SampleFile.text])
    func `damaged bytes are malformed`(file: SampleFile) throws {
        let error = try #require(throws: EnhanceError.self) { try Enhancer().enhance(file.bytes) }
        #expect(error.code == .malformedImage)
        #expect(!error.message.contains("\n"))
    }

    @Test func `animation is unsupported`() throws {
        let error = try #require(throws: EnhanceError.self) { try Enhancer().enhance(SampleFile.animatedPNG.bytes) }
        #expect(error.code == .unsupportedImage)
        #expect(error.message.contains("not supported"))
    }

    @Test(arguments: SampleFile.images) func `an image over a limit is refused by the limit's name`(file: SampleFile)
        throws
    {
        var parameters = EnhanceParameters()
        parameters.limits.pixels = SampleFile.width * SampleFile.height - 1
        let error = try #require(throws: EnhanceError.self) { try Enhancer(parameters).enhance(file.bytes) }
        #expect(error.code == .limitExceeded)
        #expect(error.limit == "pixels")
        parameters.limits.pixels += 1
        _ = try Enhancer(parameters).enhance(file.bytes)
    }

    @Test(arguments: SampleFile.headers + [SampleFile.empty, SampleFile.text, SampleFile.animatedPNG])
    func `ignoreError gives the input back with the error`(file: SampleFile) throws {
        let result = try Enhancer(EnhanceParameters(ignoreError: true)).enhance(file.bytes)
        #expect(result.bytes == file.bytes)
        #expect(result.isOriginal)
        #expect(result.error != nil)
    }

    @Test func `ignoreError covers limits`() throws {
        var parameters = EnhanceParameters(ignoreError: true)
        parameters.limits.inputBytes = 10
        let result = try Enhancer(parameters).enhance(SampleFile.png.bytes)
        #expect(result.bytes == SampleFile.png.bytes)
        #expect(result.error?.limit == "inputBytes")
    }

    @Test func `ignoreError does not hide cancellation`() throws {
        let cancellation = Cancellation()
        cancellation.cancel()
        let enhancer = Enhancer(EnhanceParameters(ignoreError: true))
        let error = try #require(throws: EnhanceError.self) {
            try enhancer.enhance(SampleFile.png.bytes, cancellation: cancellation)
        }
        #expect(error.code == .cancelled)
    }

    @Test func `damage that the codec repairs fails only when warnings shall`() throws {
        // The end of a JPEG's scan may be missing: libjpeg fills the rest with gray and warns.
        let damaged = Array(SampleFile.jpeg.bytes.dropLast(60))
        let repaired = try Enhancer().enhance(damaged)
        #expect(!repaired.warnings.isEmpty)
        var parameters = EnhanceParameters()
        parameters.failOn = .warning
        let error = try #require(throws: EnhanceError.self) { try Enhancer(parameters).enhance(damaged) }
        #expect(error.code == .malformedImage)
    }

    @Test func `a picture with a part missing fails where losses shall, and one with an oddity does not`() throws {
        var parameters = EnhanceParameters()
        parameters.failOn = .loss
        let enhancer = Enhancer(parameters)
        let whole = SampleFile.jpeg.bytes
        for missing in [60, whole.count / 2] {
            let error = try #require(throws: EnhanceError.self) { try enhancer.enhance(Array(whole.dropLast(missing))) }
            #expect(error.code == .malformedImage)
        }
        let withoutEnd = Array(whole.dropLast(2))
        #expect(try !enhancer.enhance(withoutEnd).warnings.isEmpty)
        #expect(try enhancer.enhance(whole).warnings.isEmpty)
    }

    @Test func `codec errors keep message and limit`() {
        #expect(EnhanceError(CodecError(.malformed, "a")) == EnhanceError(.malformedImage, "a"))
        #expect(EnhanceError(CodecError(.unsupported, "b")) == EnhanceError(.unsupportedImage, "b"))
        #expect(
            EnhanceError(CodecError(.limitExceeded, "c", limit: "side"))
                == EnhanceError(.limitExceeded, "c", limit: "side"))
    }
}
