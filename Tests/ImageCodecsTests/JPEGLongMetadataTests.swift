import ImageCodecs
import TestSupport
import Testing

/// Metadata that takes several segments, as its writers cut it, well or badly.
@Suite(.timeLimit(.minutes(10))) struct `JPEG metadata in several segments` {
    private func random(_ count: Int, seed: UInt64 = 7) -> [UInt8] {
        var random = SplitMix64(seed: seed)
        return (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
    }

    private func exif(_ payload: some Sequence<UInt8>) -> JPEGEncoding.Segment {
        JPEGEncoding.Segment(code: 0xE1, payload: Array("Exif\0\0".utf8) + payload)
    }

    private func icc(_ number: Int, _ count: Int, _ bytes: some Sequence<UInt8>) -> JPEGEncoding.Segment {
        JPEGEncoding.Segment(code: 0xE2, payload: Array("ICC_PROFILE\0".utf8) + [UInt8(number), UInt8(count)] + bytes)
    }

    @Test func `EXIF of any length is put together, and cut again where it is written`() throws {
        let tiff = `JPEG metadata`.exif(orientation: 6) + random(150_000)
        let parts = [tiff[..<65527], tiff[65527..<131054], tiff[131054...]]
        let (decoded, encoding) = try JPEGSamples.decode(JPEGSamples.file(with: parts.map { exif($0) }))
        let isWhole = decoded.image.metadata.exif == tiff
        #expect(isWhole)
        #expect(decoded.warnings.isEmpty)
        let (again, _) = try JPEGSamples.decode(JPEGSamples.encode(decoded.image, encoding))
        let isWholeAgain = again.image.metadata.exif == tiff
        #expect(isWholeAgain)
        #expect(again.warnings.isEmpty)
    }

    @Test func `an orientation is found in whichever segment it lies`() throws {
        let directory = 70_000
        let start: [UInt8] = [0x4D, 0x4D, 0, 42] + [0, 1, 0x11, 0x70]  // 70,000
        let tiff =
            start + [UInt8](repeating: 0, count: directory - 8) + `JPEG metadata`.exif(orientation: 6).dropFirst(8)
        let bytes = try JPEGSamples.file(with: [exif(tiff[..<65527]), exif(tiff[65527...])])
        #expect(try ImageHeader(bytes).orientation == 6)
    }

    @Test func `EXIF that begins anew is a second one, and dropped with a warning`() throws {
        let first = `JPEG metadata`.exif(orientation: 6)
        let (decoded, _) = try JPEGSamples.decode(
            JPEGSamples.file(with: [exif(first), exif(`JPEG metadata`.exif(orientation: 3))]))
        #expect(decoded.image.metadata.exif == first)
        #expect(decoded.warnings.map(\.kind) == [.repair])
    }

    @Test func `extended XMP is kept as it is, in its order behind the packet that names it`() throws {
        let packet = Array("<x:xmpmeta xmpNote:HasExtendedXMP=\"0123456789ABCDEF0123456789ABCDEF\"/>".utf8)
        let extended = (0..<3).map { part in
            JPEGEncoding.Segment(
                code: 0xE1,
                payload: Array("http://ns.adobe.com/xmp/extension/\0".utf8) + random(60_000, seed: UInt64(part)))
        }
        let main = JPEGEncoding.Segment(code: 0xE1, payload: Array("http://ns.adobe.com/xap/1.0/\0".utf8) + packet)
        let (decoded, encoding) = try JPEGSamples.decode(JPEGSamples.file(with: [main] + extended))
        let markers = try JPEGSamples.markers(of: JPEGSamples.encode(decoded.image, encoding))
        let isKept = markers.filter { $0.code == 0xE1 }.map(\.payload) == [main.payload] + extended.map(\.payload)
        #expect(isKept)
    }

    private static let profile = ICCProfileBuilder.minimal(colorSpace: "RGB ")
    private static let half = profile.count / 2

    /// Numbers and counts of the segments that carry the halves 0 and 1 of the profile.
    @Test(arguments: [
        [(1, 2, 0), (2, 2, 1), (1, 2, 0), (2, 2, 1)],  // the whole set twice
        [(1, 2, 0), (2, 2, 1), (2, 2, 1)],
        [(1, 2, 0), (1, 2, 0), (2, 2, 1)],
        [(1, 3, 0), (2, 3, 1)],  // the count is one too high,
        [(1, 1, 0), (2, 1, 1)],  // or too low
        [(0, 2, 0), (1, 2, 1)],  // numbers from 0 on
    ])
    func `the first complete ICC profile is taken`(_ parts: [(Int, Int, Int)]) throws {
        let halves = [Self.profile[..<Self.half], Self.profile[Self.half...]]
        let (decoded, _) = try JPEGSamples.decode(
            JPEGSamples.file(with: parts.map { icc($0.0, $0.1, halves[$0.2]) }))
        #expect(decoded.image.metadata.iccProfile == Self.profile)
        #expect(decoded.warnings.map(\.kind) == [.repair])
    }

    @Test func `of two complete ICC profiles the first is taken`() throws {
        let other = ICCProfileBuilder.minimal(colorSpace: "GRAY")
        let (decoded, _) = try JPEGSamples.decode(
            JPEGSamples.file(with: [icc(1, 1, Self.profile), icc(1, 1, other)]))
        #expect(decoded.image.metadata.iccProfile == Self.profile)
    }
}
