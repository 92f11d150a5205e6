/// The colours and type of a document, drawn by lot.
struct DocumentStyle: Sendable {
    var paper: Colour
    var ink: Colour
    /// For headings, links and bars.
    var accent: Colour
    var face: Typeface
    var smoothing: Canvas.Smoothing
    /// Deviation of the blur that the page went through, in pixels.
    var blur: Double

    /// Black or dark ink on white or light paper.
    static func light(_ random: inout SplitMix64) -> DocumentStyle {
        let gray = random.pick([255.0, 255, 255, 252, 248, 245, 240, 232, 225, 215, 200]) / 255
        let tint = random.chance(0.3) ? Colour(0, -0.01, random.next(in: -0.06...0)) : .zero
        return DocumentStyle(
            paper: Colour(repeating: gray) + tint, ink: Colour(repeating: random.pick([0.0, 0, 0.07, 0.13, 0.2, 0.3])),
            accent: DocumentStyle.accent(&random), face: DocumentStyle.face(&random),
            smoothing: random.chance(0.15) ? .subpixel : .gray, blur: random.pick([0.0, 0, 0.4, 0.5, 0.6, 0.7, 0.8, 1]))
    }

    /// Light ink on black or nearly black.
    static func dark(_ random: inout SplitMix64) -> DocumentStyle {
        var style = light(&random)
        let gray = random.pick([0.0, 0, 18, 24, 30, 38, 45]) / 255
        style.paper = Colour(gray, gray * random.next(in: 1...1.1), gray * random.next(in: 1...1.3))
        style.ink = Colour(repeating: random.pick([1.0, 0.94, 0.87, 0.8]))
        style.accent = DocumentStyle.accent(&random).mixed(with: .one, 0.35)
        return style
    }

    /// The style with type of another size, as a share of its own.
    func scaled(_ share: Double, weight: Double? = nil) -> Typeface {
        var face = face
        face.size *= share
        face.weight = weight ?? face.weight
        return face
    }

    private static func accent(_ random: inout SplitMix64) -> Colour {
        random.pick([
            Colour(0.1, 0.35, 0.8), Colour(0.75, 0.12, 0.15), Colour(0.05, 0.5, 0.35), Colour(0.45, 0.2, 0.6),
            Colour(0.9, 0.5, 0.05), Colour(0.0, 0.45, 0.55),
        ])
    }

    private static func face(_ random: inout SplitMix64) -> Typeface {
        let size = random.pick([10, 11, 12, 13, 14, 15, 16, 18, 20, 22, 26, 30].map(Double.init))
        var face = Typeface(size: size)
        face.hasSerifs = random.chance(0.45)
        face.weight = random.pick([0.75, 0.85, 0.9, 1, 1.3])
        face.contrast = face.hasSerifs ? random.next(in: 0.45...0.8) : random.next(in: 0.85...1)
        face.stretch = random.next(in: 0.88...1.08)
        face.slant = random.chance(0.12) ? 0.2 : 0
        face.isOnGrid = random.chance(0.4)
        return face
    }
}
