import TestSupport
import Testing

@testable import ImageCodecs

@Suite(.timeLimit(.minutes(10))) struct `EXIF streams` {
    @Test(arguments: 1...8, [false, true])
    func `all orientations are read in both byte orders`(orientation: Int, bigEndian: Bool) {
        let tiff = TIFFBuilder(bigEndian: bigEndian).stream(orientation: orientation, thumbnail: [])
        #expect(EXIF.orientation(of: tiff) == orientation)
    }

    @Test(arguments: [0, 9, 65535])
    func `an impossible orientation reads as none`(orientation: Int) {
        #expect(EXIF.orientation(of: TIFFBuilder(bigEndian: false).stream(orientation: orientation)) == nil)
    }

    @Test(arguments: [false, true])
    func `a truncated stream never has a wrong orientation and is passed on unchanged`(bigEndian: Bool) {
        let tiff = TIFFBuilder(bigEndian: bigEndian).stream(orientation: 6, thumbnail: [0xFF, 0xD8, 1, 2, 0xFF, 0xD9])
        for length in 0..<tiff.count {
            let prefix = Array(tiff.prefix(length))
            #expect([nil, 6].contains(EXIF.orientation(of: prefix)))
            #expect(EXIF.withoutThumbnail(prefix) == prefix)
        }
    }

    @Test(arguments: [false, true])
    func `a thumbnail at the end is cut off and the rest stays`(bigEndian: Bool) {
        let builder = TIFFBuilder(bigEndian: bigEndian)
        let thumbnail: [UInt8] = [0xFF, 0xD8, 0xAA, 0xBB, 0xFF, 0xD9]
        let tiff = builder.stream(orientation: 3, thumbnail: thumbnail)
        let result = EXIF.withoutThumbnail(tiff)
        #expect(result.count == tiff.count - thumbnail.count)
        #expect(EXIF.orientation(of: result) == 3)
        #expect(EXIF.withoutThumbnail(result) == result)
        #expect(TIFFReader(result)?.firstDirectory?.next == 0)
    }

    @Test func `a thumbnail in the middle is overwritten and nothing moves`() {
        let builder = TIFFBuilder(bigEndian: false)
        let tiff = builder.stream(orientation: 3, thumbnail: [0xFF, 0xD8, 0xAA, 0xBB]) + [7, 8, 9]
        let result = EXIF.withoutThumbnail(tiff)
        #expect(result.count == tiff.count)
        #expect(Array(result.suffix(7)) == [0, 0, 0, 0, 7, 8, 9])
    }

    @Test func `a stream whose thumbnail would cover the first directory is left alone`() {
        var tiff = TIFFBuilder(bigEndian: false).stream(orientation: 3, thumbnail: [1, 2, 3, 4])
        let offsetField = 8 + 18 + 2 + 8
        tiff[offsetField] = 8
        #expect(EXIF.withoutThumbnail(tiff) == tiff)
    }

    @Test func `a directory that names itself as the next one is left alone`() {
        var tiff = TIFFBuilder(bigEndian: false).stream(orientation: 3, thumbnail: [1, 2, 3, 4])
        tiff[8 + 14] = 8
        #expect(EXIF.withoutThumbnail(tiff) == tiff)
        #expect(EXIF.orientation(of: tiff) == 3)
    }

    @Test func `random bytes never trap`() {
        var generator = SplitMix64(seed: 1)
        let tiff = TIFFBuilder(bigEndian: true).stream(orientation: 3, thumbnail: [1, 2, 3, 4])
        for _ in 0..<20_000 {
            var damaged = tiff
            for _ in 0..<Int.random(in: 1...8, using: &generator) {
                damaged[Int.random(in: 0..<tiff.count, using: &generator)] = .random(in: 0...255, using: &generator)
            }
            _ = EXIF.orientation(of: damaged)
            #expect(EXIF.withoutThumbnail(damaged).count <= damaged.count)
        }
    }
}
