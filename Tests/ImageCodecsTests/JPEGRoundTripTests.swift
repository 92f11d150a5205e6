import ImageCodecs
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(10))) struct `JPEG round trips` {
    @Test(arguments: JPEGSamples.shapes, JPEGSamples.sizes)
    func `planes survive in every shape and size, baseline and progressive`(
        _ shape: JPEGSamples.Shape, _ size: JPEGSamples.Size
    ) throws {
        let image = JPEGSamples.image(shape, size)
        for isProgressive in [false, true] {
            let bytes = try JPEGSamples.encode(image, JPEGEncoding(isProgressive: isProgressive))
            let (decoded, encoding) = try JPEGSamples.decode(bytes)
            #expect(decoded.warnings.isEmpty)
            #expect(decoded.image.width == size.width && decoded.image.height == size.height)
            #expect(decoded.image.colorModel == shape.model)
            #expect(decoded.image.subsampling == image.subsampling)
            #expect(encoding.isProgressive == isProgressive)
            for (before, after) in zip(image.eightBitPlanes, decoded.image.eightBitPlanes) {
                #expect(psnr(before, after) > 45)
            }
        }
    }

    @Test(arguments: [JPEGSamples.Size(65500, 1), JPEGSamples.Size(1, 65500), JPEGSamples.Size(65500, 2)])
    func `the longest sides work`(_ size: JPEGSamples.Size) throws {
        for shape in [JPEGSamples.shapes[0], JPEGSamples.shapes[3]] {
            let image = JPEGSamples.image(shape, size)
            let (decoded, _) = try JPEGSamples.decode(JPEGSamples.encode(image))
            #expect(decoded.image.width == size.width && decoded.image.height == size.height)
            #expect(psnr(image.eightBitPlanes[0], decoded.image.eightBitPlanes[0]) > 45)
        }
    }

    @Test func `rows padded in memory give the same file`() throws {
        let plain = JPEGSamples.photograph(JPEGSamples.Size(61, 43))
        var padded = plain
        padded.planes = .eight(
            plain.eightBitPlanes.map { plane in
                let samples = (0..<plane.height).flatMap { Array(plane.row($0)) + [UInt8]([1, 200, 3]) }
                return Plane(
                    width: plane.width, height: plane.height, stride: plane.width + 3, samples: samples)
            })
        #expect(try JPEGSamples.encode(plain) == JPEGSamples.encode(padded))
    }

    @Test(arguments: JPEGSamples.sizes)
    func `a flat picture stays flat up to its edges, however coarse`(_ size: JPEGSamples.Size) throws {
        for shape in JPEGSamples.shapes {
            var image = JPEGSamples.image(shape, size)
            image.planes = .eight(
                image.eightBitPlanes.map { Plane(width: $0.width, height: $0.height, repeating: 208) })
            // (208 - 128) * 8, the DC coefficient of this gray, is a multiple of the step.
            let table = [UInt16](repeating: 128, count: 64)
            let encoding = JPEGEncoding(quantizationTables: shape.factors.map { _ in table })
            let (decoded, _) = try JPEGSamples.decode(JPEGSamples.encode(image, encoding, .source))
            #expect(decoded.image.planes == image.planes)
        }
    }

    @Test func `factors with a common divisor are reduced`() throws {
        let image = JPEGSamples.image(JPEGSamples.Shape(.gray, [(2, 2)]), JPEGSamples.Size(33, 21))
        let (decoded, _) = try JPEGSamples.decode(JPEGSamples.encode(image))
        #expect(decoded.image.subsampling == .none(planes: 1))
        #expect(psnr(image.eightBitPlanes[0], decoded.image.eightBitPlanes[0]) > 45)
    }

    @Test(arguments: [false, true])
    func `restart markers are read and written`(_ isProgressive: Bool) throws {
        let image = JPEGSamples.photograph()
        let bytes = try JPEGSamples.encode(image, JPEGEncoding(isProgressive: isProgressive, restartInterval: 3))
        let (decoded, encoding) = try JPEGSamples.decode(bytes)
        #expect(bytes.indices.dropLast().contains { bytes[$0] == 0xFF && (0xD0...0xD7).contains(bytes[$0 + 1]) })
        #expect(encoding.restartInterval == 3)
        #expect(psnr(image.eightBitPlanes[0], decoded.image.eightBitPlanes[0]) > 45)
    }

    @Test func `what a JPEG can't hold is refused`() {
        func code(_ image: PlanarImage) -> CodecError.Code? {
            do {
                _ = try JPEGSamples.encode(image)
                return nil
            } catch {
                return (error as? CodecError)?.code
            }
        }
        let sixteen = PlanarImage(
            width: 4, height: 4, colorModel: .gray, planes: .sixteen([Plane(width: 4, height: 4)]))
        let alpha = PlanarImage(
            width: 4, height: 4, colorModel: .gray, hasAlpha: true,
            planes: .eight([Plane(width: 4, height: 4), Plane(width: 4, height: 4)]))
        let wide = PlanarImage(
            width: 65501, height: 1, colorModel: .gray, planes: .eight([Plane(width: 65501, height: 1)]))
        let two = PlanarImage(
            width: 4, height: 4, colorModel: .unknown(planes: 2),
            planes: .eight([Plane(width: 4, height: 4), Plane(width: 4, height: 4)]))
        #expect(code(sixteen) == .unsupported)
        #expect(code(two) == .unsupported)
        #expect(code(alpha) == .unsupported)
        #expect(code(wide) == .limitExceeded)
    }
}
