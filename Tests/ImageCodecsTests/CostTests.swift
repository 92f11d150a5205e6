import TestSupport
import Testing

@testable import ImageCodecs

/// Cost grows with the input, not with its square: four times as much takes about four times as long.
@Suite(.timeLimit(.minutes(10))) struct `Cost of hostile files` {
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

    /// EXIF whose thumbnail is cut into so many strips, each of which covers all the others.
    private func exif(strips: Int) -> [UInt8] {
        let builder = TIFFBuilder(bigEndian: true)
        func word(_ value: Int) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: value >> (24 - 8 * $0)) } }
        func entry(_ tag: Int, count: Int, at offset: Int) -> [UInt8] {
            [UInt8(tag >> 8), UInt8(tag & 255), 0, 4] + word(count) + word(offset)
        }
        var tiff = builder.stream(orientation: 1)
        let second = tiff.count
        tiff.replaceSubrange(22..<26, with: word(second))
        let tables = second + 2 + 24 + 4
        let pixels = tables + 8 * strips
        tiff += [0, 2] + entry(0x111, count: strips, at: tables) + entry(0x117, count: strips, at: tables + 4 * strips)
        tiff += word(0)
        tiff += (0..<strips).flatMap { _ in word(pixels) } + (0..<strips).flatMap { _ in word(8 * strips) }
        return tiff + [UInt8](repeating: 1, count: 8 * strips)
    }

    @Test func `strips of a thumbnail that cover each other`() throws {
        let few = exif(strips: 2000)
        let many = exif(strips: 8000)
        #expect(EXIF.withoutThumbnail(few).count == few.count - 16_000)
        let cost = (
            processorSeconds { _ = EXIF.withoutThumbnail(few) }, processorSeconds { _ = EXIF.withoutThumbnail(many) }
        )
        #expect(cost.1 / cost.0 < 8)
    }

    /// A progressive picture of nothing: each scan costs its header alone.
    private func file(side: Int, scans: Int, isArithmetic: Bool = true) -> [UInt8] {
        let size = [UInt8(side >> 8), UInt8(side & 255)]
        let frame: [UInt8] = [0xFF, isArithmetic ? 0xCA : 0xC2, 0, 11, 8] + size + size + [1, 1, 0x11, 0]
        let table: [UInt8] = [0xFF, 0xDB, 0, 67, 0] + [UInt8](repeating: 1, count: 64)
        // One code, for a difference of none.
        let code: [UInt8] = [0xFF, 0xC4, 0, 20, 0, 1] + [UInt8](repeating: 0, count: 16)
        let scan: [UInt8] = [0xFF, 0xDA, 0, 8, 1, 1, 0, 0, 0, 0x01]
        let refinement: [UInt8] = [0xFF, 0xDA, 0, 8, 1, 1, 0, 0, 0, 0x10]
        return [0xFF, 0xD8] + table + frame + code + scan
            + Array(repeatElement(refinement, count: scans - 1).joined()) + [0xFF, 0xD9]
    }

    @Test func `scans that are dear to decode cost more bytes`() throws {
        // 65,536 blocks a scan; the same bytes pay for either.
        _ = try ImageDecoder().decode(file(side: 2048, scans: 100, isArithmetic: false))
        #expect(throws: CodecError.self) { try ImageDecoder().decode(file(side: 2048, scans: 100)) }
    }

    @Test func `more scans than any encoder writes are refused, whatever is paid for them`() throws {
        _ = try ImageDecoder().decode(file(side: 64, scans: 1000, isArithmetic: false))
        let error = try #require(throws: CodecError.self) {
            try ImageDecoder().decode(file(side: 64, scans: 1001, isArithmetic: false))
        }
        #expect(error.message == "JPEG: more than 1000 scans")
    }

    @Test func `scans over a large picture for which a few bytes pay`() throws {
        // Small pictures may have many scans.
        _ = try ImageDecoder().decode(file(side: 64, scans: 30))
        let error = try #require(throws: CodecError.self) { try ImageDecoder().decode(file(side: 15_000, scans: 30)) }
        #expect(error.code == .unsupported)
        #expect(error.message == "JPEG: more than 1 scans")
    }

    @Test func `more markers than any file needs are refused`() throws {
        let decoder = ImageDecoder()
        #expect(try decoder.decode(jpeg(comments: 1000)).warnings.isEmpty)
        let error = try #require(throws: CodecError.self) { try decoder.decode(jpeg(comments: 70_000)) }
        #expect(error.code == .unsupported)
        #expect(error.message == "JPEG: more than 65536 APPn and COM markers")
    }
}
