import ImageCodecs
import TestSupport
import Testing

/// JPEG files that hold more than a picture and its metadata, as telephones and editors write them.
@Suite(.timeLimit(.minutes(10))) struct `More than a picture in a JPEG` {
    private typealias Segment = JPEGEncoding.Segment
    private let second = (try? JPEGSamples.encode(JPEGSamples.photograph(JPEGSamples.Size(8, 8)))) ?? []
    private let film = [0, 0, 0, 24] + Array("ftypmp42".utf8) + [UInt8](repeating: 7, count: 500)

    private func xmp(_ attributes: String) -> Segment {
        Segment(
            code: 0xE1,
            payload: Array("http://ns.adobe.com/xap/1.0/\0<x:xmpmeta><rdf:Description \(attributes)/></x:xmpmeta>".utf8)
        )
    }

    /// The file as it is written after a change of its pixels' precision, which moves all that follows.
    private func recoded(_ bytes: [UInt8], _ policy: EncodingOptions.MetadataPolicy = .keep) throws -> [UInt8] {
        let (decoded, encoding) = try JPEGSamples.decode(bytes)
        return try JPEGSamples.encode(decoded.image, encoding, .fixed(60), metadata: policy)
    }

    private func number(_ bytes: ArraySlice<UInt8>) -> Int { bytes.reduce(0) { $0 << 8 | Int($1) } }
    private func four(_ value: Int) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: value >> (24 - 8 * $0)) } }

    /// A file of a picture and others behind it, with the index that CIPA DC-007 describes, big-endian.
    private func multiPicture(_ others: [[UInt8]], kind: Int) throws -> [UInt8] {
        func index(firstSize: Int, offset: Int) -> Segment {
            let count = 1 + others.count
            var payload = Array("MPF\0MM".utf8) + [0, 42] + four(8) + [0, 3]
            payload += [0xB0, 0x00, 0, 7] + four(4) + Array("0100".utf8)
            payload += [0xB0, 0x01, 0, 4] + four(1) + four(count)
            payload += [0xB0, 0x02, 0, 7] + four(16 * count) + four(50) + four(0)
            payload += four(0x2003_0000) + four(firstSize) + four(0) + four(0)
            var position = offset
            for other in others {
                payload += four(kind) + four(other.count) + four(position) + four(0)
                position += other.count
            }
            return Segment(code: 0xE2, payload: payload)
        }
        let size = try JPEGSamples.file(with: [index(firstSize: 0, offset: 0)]).count
        let plain = try JPEGSamples.file(with: [index(firstSize: 0, offset: 0)])
        let header = try #require(JPEGSamples.markers(of: plain).first { $0.code == 0xE2 }).position + 4
        return try JPEGSamples.file(with: [index(firstSize: size, offset: size - header)]) + others.joined()
    }

    @Test(arguments: [0, 0x05_0000, 0x02_0003])
    func `further pictures are carried over, and the index finds them`(_ kind: Int) throws {
        let others = [second, film, second + [1]]
        let result = try recoded(multiPicture(others, kind: kind))
        let marker = try #require(JPEGSamples.markers(of: result).first { $0.code == 0xE2 })
        let header = marker.position + 4
        let entries = result[(header + 50)...]
        let first = number(entries.dropFirst(4).prefix(4))
        #expect(result[..<first].suffix(2) == [0xFF, 0xD9])
        #expect(number(entries.dropFirst(8).prefix(4)) == 0)
        for (index, other) in others.enumerated() {
            let entry = entries.dropFirst(16 * (index + 1))
            let offset = header + number(entry.dropFirst(8).prefix(4))
            #expect(number(entry.dropFirst(4).prefix(4)) == other.count)
            #expect(result[offset..<offset + other.count] == other[...])
        }
        #expect(result.count == first + others.joined().count)
    }

    @Test func `the index is right in large files too, which are written in strips`() throws {
        let (decoded, encoding) = try JPEGSamples.decode(multiPicture([second], kind: 0))
        var image = JPEGSamples.photograph(JPEGSamples.Size(64, 4096))
        image.metadata = decoded.image.metadata
        let result = try JPEGSamples.encode(image, encoding)
        let header = try #require(JPEGSamples.markers(of: result).first { $0.code == 0xE2 }).position + 4
        #expect(number(result[(header + 74)...].prefix(4)) == result.count - second.count - header)
        #expect(result.suffix(second.count) == second[...])
    }

    @Test func `previews, which show the old picture, are dropped with their index and a notice`() throws {
        let bytes = try multiPicture([second], kind: 0x01_0002)
        #expect(try JPEGSamples.decode(bytes).0.warnings.allSatisfy { $0.kind == .notice })
        #expect(try !JPEGSamples.decode(bytes).0.warnings.isEmpty)
        let result = try recoded(bytes)
        #expect(!JPEGSamples.markers(of: result).contains { $0.code == 0xE2 })
        #expect(result.suffix(2) == [0xFF, 0xD9] && result.suffix(second.count) != second[...])
    }

    @Test(arguments: [
        "GCamera:MotionPhoto=\"1\"", "GCamera:MicroVideoOffset=\"512\"",
        "xmlns:Container=\"http://ns.google.com/photos/1.0/container/\"",
    ])
    func `what XMP announces behind the picture stays behind it`(_ announcement: String) throws {
        let bytes = try JPEGSamples.file(with: [xmp(announcement)]) + film
        let (decoded, _) = try JPEGSamples.decode(bytes)
        #expect(decoded.warnings.isEmpty)
        #expect(try recoded(bytes).suffix(film.count + 2) == ([0xFF, 0xD9] + film)[...])
    }

    @Test func `what nobody announces is left out and named`() throws {
        let bytes = try JPEGSamples.file(with: [xmp("a=\"b\"")]) + film
        #expect(try JPEGSamples.decode(bytes).0.warnings.map(\.kind) == [.notice])
        #expect(try recoded(bytes).suffix(2) == [0xFF, 0xD9])
    }

    @Test(arguments: [EncodingOptions.MetadataPolicy.strip, .icc])
    func `without metadata nothing is announced, and nothing follows`(
        _ policy: EncodingOptions.MetadataPolicy
    ) throws {
        let result = try recoded(multiPicture([second], kind: 0), policy)
        #expect(!JPEGSamples.markers(of: result).contains { $0.code == 0xE2 })
        #expect(result.suffix(second.count) != second[...])
    }

    @Test func `a signature of the old pixels is dropped with a notice, other boxes are kept`() throws {
        func box(_ instance: UInt8, _ sequence: UInt8, _ kind: String, _ rest: [UInt8]) -> Segment {
            let description =
                Array("jumd".utf8) + Array(kind.utf8) + [0, 0x11, 0, 0x10, 0x80, 0, 0, 0xAA, 0, 0x38, 0x9B, 0x71, 3]
            let content = sequence == 1 ? four(8 + description.count) + description + rest : rest
            return Segment(
                code: 0xEB,
                payload: Array("JP".utf8) + [0, instance] + four(Int(sequence)) + four(1000) + Array("jumb".utf8)
                    + content)
        }
        let other = [box(2, 1, "json", [1, 2]), box(2, 2, "json", [3])]
        let bytes = try JPEGSamples.file(with: [box(1, 1, "c2pa", [9]), other[0], box(1, 2, "c2pa", [8]), other[1]])
        let (decoded, encoding) = try JPEGSamples.decode(bytes)
        #expect(encoding.segments == other)
        #expect(decoded.warnings.map(\.kind) == [.notice])
        #expect(decoded.warnings.first?.message.contains("C2PA") == true)
    }

    /// A Photoshop resource: signature, number, a name padded to even length, and the data, padded too.
    private func resource(_ number: Int, _ data: [UInt8]) -> [UInt8] {
        Array("8BIM".utf8) + [UInt8(number >> 8), UInt8(number & 255), 1, 65] + four(data.count) + data
            + (data.count % 2 == 1 ? [0] : [])
    }

    @Test func `Photoshop's thumbnail is dropped, the rest of its block stays`() throws {
        let (before, after) = (resource(1005, [1, 2, 3]), resource(1061, [4, 5]))
        let block = before + resource(1036, [UInt8](repeating: 200, count: 99)) + resource(1033, [9]) + after
        let signature = Array("Photoshop 3.0\0".utf8)
        let (_, encoding) = try JPEGSamples.decode(
            JPEGSamples.file(with: [Segment(code: 0xED, payload: signature + block)]))
        #expect(encoding.segments == [Segment(code: 0xED, payload: signature + before + after)])
    }

    @Test func `Photoshop's thumbnail is found in a block of several segments`() throws {
        let (before, after) = (resource(1005, [1, 2, 3]), resource(1061, [4, 5]))
        let block = before + resource(1036, [UInt8](repeating: 200, count: 99_000)) + after
        let signature = Array("Photoshop 3.0\0".utf8)
        let segments = [block[..<60_000], block[60_000...]].map { Segment(code: 0xED, payload: signature + $0) }
        let (_, encoding) = try JPEGSamples.decode(JPEGSamples.file(with: segments))
        #expect(encoding.segments == [Segment(code: 0xED, payload: signature + before + after)])
    }

    @Test func `a Photoshop block that is damaged or has no thumbnail stays as it is`() throws {
        for block in [resource(1005, [1, 2, 3]), Array(resource(1036, [1, 2]).dropLast()), [1, 2, 3]] {
            let segment = Segment(code: 0xED, payload: Array("Photoshop 3.0\0".utf8) + block)
            #expect(try JPEGSamples.decode(JPEGSamples.file(with: [segment])).1.segments == [segment])
        }
    }

    @Test func `a height that only a DNL marker tells is a kind that is not supported, not damage`() throws {
        var bytes = try JPEGSamples.encode(JPEGSamples.photograph())
        let frame = try #require(JPEGSamples.markers(of: bytes).first { $0.code == 0xC0 })
        bytes[frame.position + 1] = 0
        bytes[frame.position + 2] = 0
        #expect {
            try ImageDecoder().decode(bytes.dropLast(2) + [0xFF, 0xDC, 0, 4, 0, 48, 0xFF, 0xD9])
        } throws: { error in
            (error as? CodecError)?.code == .unsupported && "\(error)".contains("DNL")
        }
    }
}
