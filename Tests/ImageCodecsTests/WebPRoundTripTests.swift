import ImageCodecs
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(10))) struct `WebP round trips` {
    @Test(arguments: oddSizes, [false, true])
    func `lossless RGB comes back bit for bit, color under transparency too`(size: ImageSize, alpha: Bool) throws {
        var image = randomImage(size, .rgb, alpha: alpha, seed: 5, of: UInt8.self)
        if alpha, case .eight(var planes) = image.planes {
            // Half of the picture fully transparent.
            for index in planes[3].samples.indices where index % 2 == 0 { planes[3].samples[index] = 0 }
            image.planes = .eight(planes)
        }
        let decoded = try roundTrip(image, WebPEncoding(isLossless: true))
        #expect(decoded.image.planes == image.planes)
        #expect(decoded.image.colorModel == .rgb)
        guard case .webp(let encoding) = decoded.encoding else {
            Issue.record("not recognised as WebP")
            return
        }
        #expect(encoding == WebPEncoding(isLossless: true))
    }

    @Test(arguments: oddSizes, [false, true])
    func `lossy planes keep their sampling, and alpha every bit`(size: ImageSize, alpha: Bool) throws {
        let image = randomImage(size, .yCbCr, subsampling: .yCbCr420, alpha: alpha, seed: 6, of: UInt8.self)
        let decoded = try roundTrip(image, WebPEncoding(isLossless: false, quality: 80))
        #expect(decoded.image.colorModel == .yCbCr)
        #expect(decoded.image.subsampling == .yCbCr420)
        #expect(decoded.image.planes.sizes.elementsEqual(image.planes.sizes, by: ==))
        let before = try #require(image.planes.eight)
        let after = try #require(decoded.image.planes.eight)
        #expect(after.count == (alpha ? 4 : 3))
        #expect(after.dropFirst(3) == before.dropFirst(3))
    }

    @Test func `lossy planes stay close to what was encoded, without a detour through RGB`() throws {
        let size = ImageSize(64, 48)
        let ramp = { (width: Int, height: Int, scale: Int) in
            Plane<UInt8>(
                width: width, height: height, stride: width,
                samples: (0..<width * height).map { UInt8(20 + ($0 % width) * scale + $0 / width) })
        }
        let planes = [ramp(64, 48, 2), ramp(32, 24, 3), ramp(32, 24, 1)]
        let image = PlanarImage(
            width: size.width, height: size.height, colorModel: .yCbCr, subsampling: .yCbCr420, planes: .eight(planes))
        let decoded = try roundTrip(image, WebPEncoding(isLossless: false, quality: 95))
        let after = try #require(decoded.image.planes.eight)
        for (before, after) in zip(planes, after) { #expect(psnr(before, after) > 40) }
    }

    @Test func `encoding leaves the planes as they were`() throws {
        let image = randomImage(
            ImageSize(32, 32), .yCbCr, subsampling: .yCbCr420, alpha: true, seed: 8, of: UInt8.self)
        var planes = try #require(image.planes.eight)
        for index in planes[3].samples.indices where index > 100 { planes[3].samples[index] = 0 }
        var copy = image
        copy.planes = .eight(
            planes.map { Plane(width: $0.width, height: $0.height, stride: $0.stride, samples: $0.samples) })
        _ = try ImageEncoder().encode(copy, as: .webp(WebPEncoding(isLossless: false)))
        #expect(copy.planes == .eight(planes))
    }

    @Test(arguments: [10, 30, 50, 75, 80, 90, 95, 100])
    func `the quality of a lossy file is estimated from its quantisers`(quality: Int) throws {
        let scene = randomImage(ImageSize(64, 64), .yCbCr, subsampling: .yCbCr420, seed: 9, of: UInt8.self)
        var options = EncodingOptions()
        options.quality = .fixed(quality)
        let bytes = try ImageEncoder(options: options).encode(scene, as: .webp(WebPEncoding(isLossless: false)))
        let estimate = try #require(encoding(of: bytes).quality)
        #expect(abs(estimate - quality) <= 3)
    }

    @Test func `a coarse source is written finer by default, and as it was on demand`() throws {
        let scene = randomImage(ImageSize(64, 64), .yCbCr, subsampling: .yCbCr420, seed: 9, of: UInt8.self)
        let coarse = WebPEncoding(isLossless: false, quality: 40)
        var options = EncodingOptions()
        let fine = try encoding(of: ImageEncoder(options: options).encode(scene, as: .webp(coarse)))
        options.quality = .source
        let same = try encoding(of: ImageEncoder(options: options).encode(scene, as: .webp(coarse)))
        #expect(abs(try #require(fine.quality) - 90) <= 3)
        #expect(abs(try #require(same.quality) - 40) <= 3)
    }

    @Test func `planes that WebP can't hold are refused`() {
        let deep = randomImage(ImageSize(4, 4), .rgb, seed: 1, of: UInt16.self)
        #expect(code(deep, WebPEncoding(isLossless: true)) == .unsupported)
        let gray = randomImage(ImageSize(4, 4), .gray, seed: 1, of: UInt8.self)
        #expect(code(gray, WebPEncoding(isLossless: false)) == .unsupported)
        let long = PlanarImage(
            width: 16384, height: 1, colorModel: .rgb,
            planes: .eight(Array(repeating: Plane(width: 16384, height: 1), count: 3)))
        #expect(code(long, WebPEncoding(isLossless: true)) == .limitExceeded)
    }

    private func roundTrip(_ image: PlanarImage, _ encoding: WebPEncoding) throws -> DecodedImage {
        try ImageDecoder().decode(ImageEncoder().encode(image, as: .webp(encoding)))
    }

    private func encoding(of bytes: [UInt8]) throws -> WebPEncoding {
        guard case .webp(let encoding) = try ImageDecoder().decode(bytes).encoding else {
            throw CodecError(.malformed, "not a WebP")
        }
        return encoding
    }

    private func code(_ image: PlanarImage, _ encoding: WebPEncoding) -> CodecError.Code? {
        do throws(CodecError) {
            _ = try ImageEncoder().encode(image, as: .webp(encoding))
            return nil
        } catch {
            return error.code
        }
    }
}
