import Testing

@testable import ImageEnhance

@Suite(.timeLimit(.minutes(10))) struct `Conversion to RGB` {
    private let all = Rectangle(x: 0, y: 0, width: 1, height: 1)

    /// The color of one pixel with these samples.
    private func color<Element: Sample>(
        _ samples: [Element], _ model: ColorModel, _ source: SourceEncoding, hasAlpha: Bool = false
    ) -> [UInt8] {
        let planes = samples.map { Plane(width: 1, height: 1, repeating: $0) }
        let image = PlanarImage(
            width: 1, height: 1, colorModel: model, hasAlpha: hasAlpha,
            planes: (planes as? [Plane<UInt8>]).map { .eight($0) } ?? .sixteen(planes as! [Plane<UInt16>]))
        return RGBConversion(source).raster(of: image, in: all).planes.map { $0[0, 0] }
    }

    @Test func `JPEG has the full range, lossy WebP that of studios`() {
        let jpeg = SourceEncoding.jpeg(JPEGEncoding())
        let webp = SourceEncoding.webp(WebPEncoding(isLossless: false))
        #expect(color([255, 128, 128] as [UInt8], .yCbCr, jpeg) == [255, 255, 255])
        #expect(color([235, 128, 128] as [UInt8], .yCbCr, jpeg) == [235, 235, 235])
        #expect(color([235, 128, 128] as [UInt8], .yCbCr, webp) == [255, 255, 255])
        #expect(color([16, 128, 128] as [UInt8], .yCbCr, webp) == [0, 0, 0])
        // Pure red.
        #expect(color([76, 85, 255] as [UInt8], .yCbCr, jpeg) == [254, 0, 0])
        let red = color([81, 90, 240] as [UInt8], .yCbCr, webp)
        #expect(red[0] >= 253 && red[1] <= 1 && red[2] <= 1)
    }

    @Test func `gray, deep samples and alpha`() {
        let png = SourceEncoding.png(PNGEncoding(colorType: .rgb))
        #expect(color([90] as [UInt8], .gray, png) == [90, 90, 90])
        #expect(color([257 * 10, 65535, 129] as [UInt16], .rgb, png) == [10, 255, 1])
        #expect(color([100, 50, 200, 0] as [UInt8], .rgb, png, hasAlpha: true) == [255, 255, 255])
        #expect(color([100, 50, 200, 255] as [UInt8], .rgb, png, hasAlpha: true) == [100, 50, 200])
        #expect(color([105, 205, 255, 51] as [UInt8], .rgb, png, hasAlpha: true) == [225, 245, 255])
    }

    @Test func `inks are inverted where Adobe's marker says so`() {
        let adobe = SourceEncoding.jpeg(JPEGEncoding(jfif: nil, adobeTransform: 0))
        let plain = SourceEncoding.jpeg(JPEGEncoding())
        #expect(color([255, 0, 255, 255] as [UInt8], .cmyk, adobe) == [255, 0, 255])
        #expect(color([255, 255, 255, 0] as [UInt8], .cmyk, adobe) == [0, 0, 0])
        #expect(color([0, 255, 0, 0] as [UInt8], .cmyk, plain) == [255, 0, 255])
        // No ink at all: the transform's complement of white is black.
        let ycck = SourceEncoding.jpeg(JPEGEncoding(jfif: nil, adobeTransform: 2))
        #expect(color([0, 128, 128, 255] as [UInt8], .ycck, ycck) == [255, 255, 255])
    }

    @Test func `reduced chroma is interpolated between its samples`() {
        let luma = Plane<UInt8>(width: 4, height: 1, repeating: 128)
        let blue = Plane<UInt8>(width: 2, height: 1, stride: 2, samples: [128, 168])
        let image = PlanarImage(
            width: 4, height: 1, colorModel: .yCbCr,
            subsampling: ChromaSubsampling([.init(2, 1), .init(1, 1), .init(1, 1)]),
            planes: .eight([luma, blue, Plane(width: 2, height: 1, repeating: 128)]))
        let raster = RGBConversion(.jpeg(JPEGEncoding())).raster(
            of: image, in: Rectangle(x: 0, y: 0, width: 4, height: 1))
        // Chroma samples lie in the middle of their two pixels: 128, 138, 158, 168 at the four.
        #expect((0..<4).map { raster.planes[2][$0, 0] } == [128, 146, 181, 199])
    }

    @Test(arguments: 1...8)
    func `a picture stored with an orientation is shown upright`(orientation: Int) {
        // Upright: 3 × 2 pixels, 1 2 3 over 4 5 6. How each orientation stores them is in the EXIF specification.
        let stored: [Int: [[UInt8]]] = [
            1: [[1, 2, 3], [4, 5, 6]], 2: [[3, 2, 1], [6, 5, 4]], 3: [[6, 5, 4], [3, 2, 1]],
            4: [[4, 5, 6], [1, 2, 3]],
            5: [[1, 4], [2, 5], [3, 6]], 6: [[3, 6], [2, 5], [1, 4]], 7: [[6, 3], [5, 2], [4, 1]],
            8: [[4, 1], [5, 2], [6, 3]],
        ]
        let rows = stored[orientation]!
        let plane = Plane(
            width: rows[0].count, height: rows.count, stride: rows[0].count, samples: rows.flatMap(\.self))
        let shown = RGBRaster(planes: [plane, plane, plane]).oriented(orientation)
        #expect((shown.width, shown.height) == (3, 2))
        #expect((0..<6).map { shown.planes[0][$0 % 3, $0 / 3] } == [1, 2, 3, 4, 5, 6])
    }
}
