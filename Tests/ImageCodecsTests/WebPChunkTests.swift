import ImageCodecs
import TestSupport
import Testing

/// Containers that other programs write.
@Suite(.timeLimit(.minutes(10))) struct `WebP chunks` {
    private typealias Chunk = (name: String, bytes: [UInt8])
    private let exif = TIFFBuilder(bigEndian: false).stream(orientation: 6)
    private let packet = Array("<x:xmpmeta xmlns:x='adobe:ns:meta/'/>".utf8)
    private let profile = ICCProfileBuilder.minimal(colorSpace: "RGB ")

    private func four(_ value: Int) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) } }

    private func file(_ chunks: [Chunk]) -> [UInt8] {
        var body: [UInt8] = []
        for (name, bytes) in chunks {
            body += Array(name.utf8) + four(bytes.count) + bytes
            if bytes.count % 2 == 1 { body.append(0) }
        }
        return Array("RIFF".utf8) + four(4 + body.count) + Array("WEBP".utf8) + body
    }

    private func chunks(of file: [UInt8]) -> [Chunk] {
        var all: [Chunk] = []
        var position = 12
        while position + 8 <= file.count {
            let size = file[position + 4..<position + 8].reversed().reduce(0) { $0 << 8 | Int($1) }
            let name = String(decoding: file[position..<position + 4], as: UTF8.self)
            all.append((name, Array(file[position + 8..<position + 8 + size])))
            position += 8 + size + size % 2
        }
        return all
    }

    /// The picture's own chunk, of a size of 9 by 5 pixels.
    private func picture(lossless: Bool) throws -> Chunk {
        let image = randomImage(
            ImageSize(9, 5), lossless ? .rgb : .yCbCr, subsampling: lossless ? nil : .yCbCr420, seed: 2, of: UInt8.self)
        return try #require(
            chunks(of: ImageEncoder().encode(image, as: .webp(WebPEncoding(isLossless: lossless)))).first)
    }

    private func extended(flags: UInt8) -> Chunk { ("VP8X", [flags, 0, 0, 0, 8, 0, 0, 4, 0, 0]) }

    @Test func `of very many unknown chunks the first are kept, and the rest is told`() throws {
        let names = (0..<1000).map { "n\(String($0 + 1000).dropFirst())" }
        let source = try file([picture(lossless: true)] + names.map { ($0, [1, 2]) })
        let decoded = try ImageDecoder().decode(source)
        guard case .webp(let encoding) = decoded.encoding else { throw WrongEncoding() }
        #expect(encoding.chunks.map(\.name) == names.prefix(256).map { Array($0.utf8) })
        #expect(decoded.warnings.contains { $0.message.hasSuffix("left out: 744") })
    }

    private struct WrongEncoding: Error {}

    @Test(arguments: [false, true])
    func `metadata are read though the flags deny them, and the flags are written right`(_ lossless: Bool) throws {
        let source = try file([
            extended(flags: 0), ("ICCP", profile), picture(lossless: lossless), ("EXIF", exif), ("XMP ", packet),
        ])
        #expect(try ImageHeader(source).orientation == 6)
        let decoded = try ImageDecoder().decode(source)
        #expect(decoded.image.metadata.exif == exif)
        #expect(decoded.image.metadata.xmp == packet)
        #expect(decoded.image.metadata.iccProfile == profile)
        let result = try ImageEncoder().encode(decoded.image, as: decoded.encoding)
        // ICC, EXIF, XMP: the specification's bits 5, 3 and 2.
        #expect(try #require(chunks(of: result).first).bytes[0] & 0x2C == 0x2C)
        #expect(try ImageDecoder().decode(result).image.metadata == decoded.image.metadata)
    }

    @Test func `unknown chunks are kept, a signature of the old pixels is dropped with a notice`() throws {
        let source = try file([
            extended(flags: 8), picture(lossless: true), ("EXIF", exif), ("abcd", [1, 2, 3]), ("C2PA", [9]),
            ("efgh", []),
        ])
        let decoded = try ImageDecoder().decode(source)
        #expect(decoded.warnings.map(\.kind) == [.notice])
        #expect(decoded.warnings.first?.message.contains("C2PA") == true)
        let result = try ImageEncoder().encode(decoded.image, as: decoded.encoding)
        let written = chunks(of: result)
        #expect(written.map(\.name) == ["VP8X", "VP8L", "EXIF", "abcd", "efgh"])
        #expect(written.dropFirst(3).first?.bytes == [1, 2, 3])
        #expect(result.count == 8 + result[4..<8].reversed().reduce(0) { $0 << 8 | Int($1) })
        #expect(try ImageDecoder().decode(result).image.planes == decoded.image.planes)
    }

    @Test(arguments: [EncodingOptions.MetadataPolicy.strip, .icc])
    func `unknown chunks are metadata to the policies`(_ policy: EncodingOptions.MetadataPolicy) throws {
        let source = try file([extended(flags: 0), picture(lossless: true), ("abcd", [1, 2, 3])])
        let decoded = try ImageDecoder().decode(source)
        var options = EncodingOptions()
        options.metadata = policy
        let result = try ImageEncoder(options: options).encode(decoded.image, as: decoded.encoding)
        #expect(chunks(of: result).map(\.name) == ["VP8L"])
    }

    @Test func `a picture without any other chunk may have unknown ones behind it`() throws {
        let source = try file([picture(lossless: false), ("abcd", [1, 2, 3])])
        let decoded = try ImageDecoder().decode(source)
        let result = try ImageEncoder().encode(decoded.image, as: decoded.encoding)
        #expect(chunks(of: result).map(\.name) == ["VP8X", "VP8 ", "abcd"])
        #expect(try ImageHeader(result).width == decoded.image.width)
    }

    @Test func `unknown chunks count as metadata`() throws {
        let source = try file([
            extended(flags: 0), picture(lossless: true), ("abcd", [UInt8](repeating: 1, count: 999)),
        ])
        var limits = DecodingLimits()
        limits.metadataBytes = 998
        #expect {
            try ImageDecoder(limits: limits).decode(source)
        } throws: {
            ($0 as? CodecError)?.limit == "metadataBytes"
        }
    }
}
