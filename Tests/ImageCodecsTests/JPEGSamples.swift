import ImageCodecs
import TestSupport

/// Pictures in every shape a JPEG can have.
enum JPEGSamples {
    struct Shape: Sendable, CustomStringConvertible {
        var model: ColorModel
        var factors: [ChromaSubsampling.Factors]

        init(_ model: ColorModel, _ factors: [(Int, Int)]) {
            self.model = model
            self.factors = factors.map { ChromaSubsampling.Factors($0.0, $0.1) }
        }

        var description: String {
            "\(model) " + factors.map { "\($0.horizontal)x\($0.vertical)" }.joined(separator: ",")
        }
    }

    static let shapes: [Shape] = [
        Shape(.gray, [(1, 1)]),
        Shape(.yCbCr, [(1, 1), (1, 1), (1, 1)]),  // 4:4:4
        Shape(.yCbCr, [(2, 1), (1, 1), (1, 1)]),  // 4:2:2
        Shape(.yCbCr, [(2, 2), (1, 1), (1, 1)]),  // 4:2:0
        Shape(.yCbCr, [(1, 2), (1, 1), (1, 1)]),  // 4:4:0
        Shape(.yCbCr, [(4, 1), (1, 1), (1, 1)]),  // 4:1:1
        Shape(.yCbCr, [(4, 2), (1, 1), (1, 1)]),  // 4:1:0
        Shape(.yCbCr, [(2, 4), (1, 1), (1, 1)]),
        Shape(.yCbCr, [(3, 1), (1, 1), (1, 1)]),
        Shape(.yCbCr, [(3, 2), (2, 1), (1, 2)]),  // ratios that do not divide, 10 blocks per MCU
        Shape(.yCbCr, [(1, 1), (2, 2), (2, 2)]),  // chroma finer than luma
        Shape(.yCbCr, [(4, 4), (1, 1), (2, 1)]),  // too many blocks for one MCU
        Shape(.rgb, [(1, 1), (1, 1), (1, 1)]),
        Shape(.unknown(planes: 3), [(1, 1), (2, 2), (1, 1)]),  // subsampled RGB
        Shape(.cmyk, [(1, 1), (1, 1), (1, 1), (1, 1)]),
        Shape(.cmyk, [(2, 2), (1, 1), (1, 1), (2, 2)]),
        Shape(.ycck, [(2, 1), (1, 1), (1, 1), (2, 1)]),
    ]

    static let sizes = [(1, 1), (7, 5), (17, 3), (3, 17), (8, 8), (64, 48), (65, 49), (130, 5)].map { Size($0.0, $0.1) }

    struct Size: Sendable, CustomStringConvertible {
        var width: Int
        var height: Int

        init(_ width: Int, _ height: Int) {
            self.width = width
            self.height = height
        }

        var description: String { "\(width)x\(height)" }
    }

    static func image(_ shape: Shape, _ size: Size, scene: Scene = .gradient) -> PlanarImage {
        let subsampling = ChromaSubsampling(shape.factors)
        let planes = shape.factors.indices.map { index -> Plane<UInt8> in
            let (width, height) = subsampling.planeSize(index, width: size.width, height: size.height)
            var plane = scene.plane(UInt8.self, width: width, height: height)
            // Each plane its own, so that exchanged planes are noticed.
            for i in plane.samples.indices { plane.samples[i] /= UInt8(index + 1) }
            return plane
        }
        return PlanarImage(
            width: size.width, height: size.height, colorModel: shape.model, subsampling: subsampling,
            planes: .eight(planes))
    }

    static func photograph(_ size: Size = Size(64, 48)) -> PlanarImage {
        image(Shape(.yCbCr, [(2, 2), (1, 1), (1, 1)]), size, scene: .texture)
    }

    static func encode(
        _ image: PlanarImage, _ encoding: JPEGEncoding = JPEGEncoding(),
        _ quality: EncodingOptions.Quality = .fixed(100), metadata: EncodingOptions.MetadataPolicy = .keep
    ) throws -> [UInt8] {
        var options = EncodingOptions()
        options.quality = quality
        options.metadata = metadata
        return try ImageEncoder(options: options).encode(image, as: .jpeg(encoding))
    }

    /// Limits off, for the longest sides the format has.
    static func decode(_ bytes: [UInt8], limits: DecodingLimits = .unlimited) throws -> (DecodedImage, JPEGEncoding) {
        let decoded = try ImageDecoder(limits: limits).decode(bytes)
        guard case .jpeg(let encoding) = decoded.encoding else { throw NotAJPEG() }
        return (decoded, encoding)
    }

    /// A small photograph with the given markers behind its SOI.
    static func file(with segments: [JPEGEncoding.Segment]) throws -> [UInt8] {
        let plain = try encode(photograph(Size(16, 16)))
        let inserted = segments.flatMap { segment -> [UInt8] in
            let length = segment.payload.count + 2
            return [0xFF, segment.code, UInt8(length >> 8), UInt8(length & 255)] + segment.payload
        }
        return plain.prefix(2) + inserted + plain.dropFirst(2)
    }

    /// The markers in front of a file's picture, each with the position of its payload.
    static func markers(of bytes: [UInt8]) -> [(code: UInt8, position: Int, payload: [UInt8])] {
        var all: [(code: UInt8, position: Int, payload: [UInt8])] = []
        var position = 2
        while position + 4 <= bytes.count, bytes[position] == 0xFF, bytes[position + 1] != 0xDA {
            let end = position + 2 + (Int(bytes[position + 2]) << 8 | Int(bytes[position + 3]))
            all.append((bytes[position + 1], position + 4, Array(bytes[position + 4..<end])))
            position = end
        }
        return all
    }

    struct NotAJPEG: Error {}
}

extension PlanarImage {
    /// The planes of an 8-bit image.
    var eightBitPlanes: [Plane<UInt8>] {
        guard case .eight(let planes) = planes else { return [] }
        return planes
    }
}
