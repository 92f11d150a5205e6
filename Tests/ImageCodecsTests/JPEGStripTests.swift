import ImagePlanes
import TestSupport
import Testing

@testable import ImageCodecs

@Suite(.timeLimit(.minutes(10))) struct `JPEG strips` {
    /// 130 row groups, the last one cut off.
    static func tall(_ shape: JPEGSamples.Shape) -> PlanarImage {
        let groupHeight = 8 * ChromaSubsampling(shape.factors).largest.vertical
        return JPEGSamples.image(shape, JPEGSamples.Size(70, 130 * groupHeight - 5), scene: .texture)
    }

    /// The planes in a file, which must be without fault.
    static func planes(_ bytes: [UInt8]) throws -> PlanarImage.Planes {
        let decoded = try JPEGSamples.decode(bytes).0
        #expect(decoded.warnings.isEmpty)
        return decoded.image.planes
    }

    static func encode(_ image: PlanarImage, _ encoding: JPEGEncoding, threads: Int = 1) throws -> [UInt8] {
        try ImageEncoder().encode(image, as: .jpeg(encoding), threads: ThreadBudget(threads))
    }

    /// The restart markers of a file in their order. Inside a scan, 0xFF is a marker unless a zero follows.
    static func restartMarkers(_ bytes: [UInt8]) -> [UInt8] {
        zip(bytes, bytes.dropFirst()).filter { $0 == 0xFF && (0xD0...0xD7).contains($1) }.map(\.1)
    }

    @Test(arguments: JPEGSamples.shapes)
    func `a picture in strips holds the coefficients of one in a piece`(_ shape: JPEGSamples.Shape) throws {
        let image = Self.tall(shape)
        // Progressive files are never cut, and hold the same coefficients.
        let whole = try Self.planes(Self.encode(image, JPEGEncoding(isProgressive: true)))
        #expect(try Self.planes(Self.encode(image, JPEGEncoding())) == whole)
    }

    @Test(arguments: [0, 1, 9, 18, 27, 153, 180, 5, 10, 1161, 2000, 65535])
    func `a source's restart interval is kept, and markers count from 0 to 7`(_ interval: Int) throws {
        // Nine MCUs in a row group.
        let image = Self.tall(JPEGSamples.shapes[1])
        let bytes = try Self.encode(image, JPEGEncoding(restartInterval: interval))
        let (decoded, encoding) = try JPEGSamples.decode(bytes)
        #expect(decoded.warnings.isEmpty)
        #expect(decoded.image.planes == (try Self.planes(Self.encode(image, JPEGEncoding(isProgressive: true)))))
        if interval > 0 { #expect(encoding.restartInterval == interval) }
        #expect(encoding.restartInterval > 0 && encoding.restartInterval % (interval > 0 ? 1 : 9) == 0)
        let markers = Self.restartMarkers(bytes)
        #expect(markers.count == (9 * 130 - 1) / encoding.restartInterval)
        #expect(markers == markers.indices.map { 0xD0 + UInt8($0 % 8) })
    }

    @Test(arguments: [0, 9, 180, 5])
    func `the file is the same for any number of threads`(_ interval: Int) throws {
        let image = Self.tall(JPEGSamples.shapes[3])
        let files = try [1, 2, 3, 8].map {
            try Self.encode(image, JPEGEncoding(restartInterval: interval), threads: $0)
        }
        #expect(files.allSatisfy { $0 == files[0] })
    }

    @Test func `metadata stand before the first strip, and there only`() throws {
        var image = Self.tall(JPEGSamples.shapes[0])
        // Markers inside a segment are none of the file's.
        let payload: [UInt8] = Array("XMP".utf8) + [0xFF, 0xC0, 0, 11, 8, 0xFF, 0xDA, 0xFF, 0xD9]
        image.metadata.xmp = payload
        let bytes = try Self.encode(image, JPEGEncoding())
        let (decoded, _) = try JPEGSamples.decode(bytes)
        #expect(decoded.image.metadata.xmp == payload)
        #expect(decoded.image.height == image.height)
        let starts = bytes.indices.filter { bytes[$0...].starts(with: payload) }
        #expect(starts.count == 1)
    }

    @Test(arguments: [-1, 65536])
    func `a restart interval that a JPEG can't state is refused`(_ interval: Int) {
        #expect(throws: CodecError.self) {
            try Self.encode(Self.tall(JPEGSamples.shapes[0]), JPEGEncoding(restartInterval: interval))
        }
    }

    @Test func `what a JPEG can't hold is refused on any number of threads`() {
        let image = PlanarImage(
            width: 8, height: 65501, colorModel: .gray, planes: .eight([Plane(width: 8, height: 65501)]))
        #expect(throws: CodecError.self) { try Self.encode(image, JPEGEncoding(), threads: 2) }
    }
}
