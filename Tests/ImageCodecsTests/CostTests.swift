import ImageCodecs
import TestSupport
import Testing

/// Cost grows with the input, not with its square: four times as much takes about four times as long.
@Suite(.timeLimit(.minutes(2))) struct `Cost of hostile files` {
    /// A JPEG with so many empty comments before its picture.
    private func jpeg(comments: Int) throws -> [UInt8] {
        let bytes = try JPEGSamples.encode(JPEGSamples.photograph())
        return bytes.prefix(2) + Array(repeatElement([0xFF, 0xFE, 0, 2], count: comments).joined()) + bytes.dropFirst(2)
    }

    @Test func `many markers of a JPEG`() throws {
        let few = try jpeg(comments: 15_000)
        let many = try jpeg(comments: 60_000)
        let ratio = try processorSeconds { _ = try ImageHeader(many) } / processorSeconds { _ = try ImageHeader(few) }
        #expect(ratio < 8)
    }

    @Test func `more markers than any file needs are refused`() throws {
        let decoder = ImageDecoder()
        #expect(try decoder.decode(jpeg(comments: 1000)).warnings.isEmpty)
        let error = try #require(throws: CodecError.self) { try decoder.decode(jpeg(comments: 70_000)) }
        #expect(error.code == .unsupported)
        #expect(error.message == "JPEG: more than 65536 APPn and COM markers")
    }
}
