package import ImagePlanes

/// A picture as it is stored: gamma-coded samples in the planes of a colour model.
package struct Rendition: Sendable {
    /// Which values stand for black and white in YCbCr.
    package enum Range: Sendable {
        /// 0 to 255, as in JPEG.
        case full
        /// 16 to 235 for luma and 16 to 240 for chroma, as in lossy WebP.
        case studio
    }

    package let width: Int
    package let height: Int
    /// sRGB-coded, black 0 and white 1, row by row. Values beyond are cut off when planes are made.
    package var pixels: [Colour]

    /// - Parameter pixels: sRGB-coded, `width * height` of them, row by row.
    package init(width: Int, height: Int, pixels: [Colour]) {
        precondition(pixels.count == width * height, "as many pixels as the size says")
        self.width = width
        self.height = height
        self.pixels = pixels
    }

    /// - Parameter photograph: linear light; what noise pushed beyond black or white is cut off, as cameras do.
    package init(_ photograph: Raster) {
        width = photograph.width
        height = photograph.height
        pixels = photograph.pixels.map { pixel in
            let seen = pixel.clamped(lowerBound: .zero, upperBound: .one)
            return Colour(SRGBCurve.encoded(seen.x), SRGBCurve.encoded(seen.y), SRGBCurve.encoded(seen.z))
        }
    }

    package subscript(x: Int, y: Int) -> Colour {
        get { pixels[y * width + x] }
        set { pixels[y * width + x] = newValue }
    }

    /// The picture turned a quarter to the left; EXIF orientation 6 makes viewers turn it back.
    package func turnedLeft() -> Rendition {
        Rendition(
            width: height, height: width,
            pixels: (0..<width).flatMap { y in (0..<height).map { x in pixels[x * width + width - 1 - y] } })
    }

    package func gray(metadata: ImageMetadata = ImageMetadata()) -> PlanarImage {
        PlanarImage(
            width: width, height: height, colorModel: .gray, planes: .eight([plane(luma)]), metadata: metadata)
    }

    package func rgb8(alpha: Plane<UInt8>? = nil, metadata: ImageMetadata = ImageMetadata()) -> PlanarImage {
        let colours: [Plane<UInt8>] = (0..<3).map { channel in plane { $0[channel] } }
        return PlanarImage(
            width: width, height: height, colorModel: .rgb, hasAlpha: alpha != nil,
            planes: .eight(colours + (alpha.map { [$0] } ?? [])), metadata: metadata)
    }

    package func rgb16() -> PlanarImage {
        let colours: [Plane<UInt16>] = (0..<3).map { channel in plane { $0[channel] } }
        return PlanarImage(width: width, height: height, colorModel: .rgb, planes: .sixteen(colours))
    }

    package func yCbCr(
        _ subsampling: ChromaSubsampling, range: Range = .full, alpha: Plane<UInt8>? = nil,
        metadata: ImageMetadata = ImageMetadata()
    ) -> PlanarImage {
        let (black, lumaSpan, chromaSpan) = range == .full ? (0.0, 255.0, 255.0) : (16.0, 219.0, 224.0)
        let full: [Plane<UInt8>] = [
            plane { (black + lumaSpan * luma($0)) / 255 },
            plane { (128 + chromaSpan * ($0.z - luma($0)) / 1.772) / 255 },
            plane { (128 + chromaSpan * ($0.x - luma($0)) / 1.402) / 255 },
        ]
        let planes = full.enumerated().map { index, plane in
            let size = subsampling.planeSize(index, width: width, height: height)
            return plane.reduced(toWidth: size.width, height: size.height)
        }
        return PlanarImage(
            width: width, height: height, colorModel: .yCbCr, subsampling: subsampling, hasAlpha: alpha != nil,
            planes: .eight(planes + (alpha.map { [$0] } ?? [])), metadata: metadata)
    }

    /// Ink in Adobe's way: 255 is no ink. Black takes over what the three inks have in common.
    package func cmyk() -> PlanarImage {
        let paper: @Sendable (Colour) -> Double = { $0.max() }
        let inks: [Plane<UInt8>] = (0..<3).map { channel in plane { paper($0) > 0 ? $0[channel] / paper($0) : 1 } }
        return PlanarImage(
            width: width, height: height, colorModel: .cmyk, planes: .eight(inks + [plane(paper)]))
    }

    /// Luma of ITU-R BT.601, which JPEG and WebP use.
    private func luma(_ pixel: Colour) -> Double {
        0.299 * pixel.x + 0.587 * pixel.y + 0.114 * pixel.z
    }

    private func plane<Element: Sample>(_ value: (Colour) -> Double) -> Plane<Element> {
        let maximum = Double(Element.max)
        return Plane(
            width: width, height: height, stride: width,
            samples: pixels.map { Element((min(max(value($0), 0), 1) * maximum).rounded()) })
    }
}

extension Plane<UInt8> {
    /// The plane at a lower resolution, each sample the rounded mean of those it stands for.
    fileprivate func reduced(toWidth newWidth: Int, height newHeight: Int) -> Plane<UInt8> {
        let (stepX, stepY) = ((width + newWidth - 1) / newWidth, (height + newHeight - 1) / newHeight)
        var reduced = Plane<UInt8>(width: newWidth, height: newHeight)
        for y in 0..<newHeight {
            for x in 0..<newWidth {
                let rows = y * stepY..<min((y + 1) * stepY, height)
                let columns = x * stepX..<min((x + 1) * stepX, width)
                let sum = rows.reduce(0) { sum, v in sum + columns.reduce(0) { $0 + Int(self[$1, v]) } }
                let count = rows.count * columns.count
                reduced[x, y] = UInt8((sum + count / 2) / count)
            }
        }
        return reduced
    }
}
