internal import CCodecShims

/// How a file stores a picture: as its source did, as long as the pixels fit, or in full.
struct PNGStoredForm {
    /// The channels as they are written.
    let planes: PlanarImage.Planes
    let bitDepth: Int
    /// Red, green and blue of each color; empty without a palette, whose indices `planes` then are.
    var palette: [UInt8] = []
    /// The alpha of the palette's first colors.
    var paletteAlpha: [UInt8] = []

    init(_ image: PlanarImage, _ encoding: PNGEncoding) {
        self = Self.short(image, encoding) ?? PNGStoredForm(planes: image.planes, bitDepth: image.depth.rawValue)
    }

    private init(planes: PlanarImage.Planes, bitDepth: Int) {
        self.planes = planes
        self.bitDepth = bitDepth
    }

    /// As a palette or in few bits, as the source was; `nil` if it was not, or the pixels need more.
    private static func short(_ image: PlanarImage, _ encoding: PNGEncoding) -> PNGStoredForm? {
        guard case .eight(let planes) = image.planes else { return nil }
        if encoding.colorType == .palette, image.colorModel == .rgb, let palette = PNGPalette(planes) {
            var form = PNGStoredForm(planes: .eight([palette.indices]), bitDepth: palette.bitDepth)
            form.palette = palette.colors
            form.paletteAlpha = palette.alpha
            return form
        }
        guard encoding.colorType == .gray, planes.count == 1,
            let values = values(of: planes[0], bitDepth: encoding.bitDepth)
        else { return nil }
        return PNGStoredForm(planes: .eight([values]), bitDepth: encoding.bitDepth)
    }

    var hasPalette: Bool { !palette.isEmpty }

    /// Gray samples in fewer bits; `nil` if they don't fit, or need all eight.
    private static func values(of plane: Plane<UInt8>, bitDepth: Int) -> Plane<UInt8>? {
        guard bitDepth < 8 else { return nil }
        let step = UInt8(255 / ((1 << bitDepth) - 1))
        guard plane.samples.allSatisfy({ $0.isMultiple(of: step) }) else { return nil }
        return Plane(
            width: plane.width, height: plane.height, stride: plane.stride, samples: plane.samples.map { $0 / step })
    }

    /// Hands over the form as the shim wants it, which lives as long as `body` runs.
    func withForm<Result>(_ compression: png_compression, _ body: (UnsafePointer<png_form>) -> Result) -> Result {
        // SAFETY: the arrays have the counts that are told beside them, and live while `body` runs.
        unsafe palette.withUnsafeBufferPointer { colors in
            unsafe paletteAlpha.withUnsafeBufferPointer { alpha in
                var form = unsafe png_form(
                    bit_depth: Int32(bitDepth), palette: hasPalette ? colors.baseAddress : nil,
                    palette_alpha: alpha.baseAddress, palette_count: Int32(colors.count / 3),
                    alpha_count: Int32(alpha.count), compression: compression)
                return unsafe body(&form)
            }
        }
    }
}
