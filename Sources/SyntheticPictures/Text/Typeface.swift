/// How letters look: size, weight, slant, serifs and contrast of the pen.
struct Typeface: Sendable {
    /// Pixels per em, as programs state the size of type: capitals are 0.71 of it high.
    var size: Double
    /// Width of upright strokes in units of `Glyphs`: 0.6 light, 0.9 regular, 1.4 bold.
    var weight = 0.9
    /// Width of level strokes as a share of `weight`: 1 for a round pen.
    var contrast = 1.0
    var hasSerifs = false
    /// Columns to the right per row upwards.
    var slant = 0.0
    /// Widths as a share of the regular ones.
    var stretch = 1.0
    /// Whether letters begin at whole pixels, as older programs place them.
    var isOnGrid = false

    /// Pixels per unit of `Glyphs`.
    var unit: Double { size / 9.8 }
    var lineHeight: Double { (size * 1.3).rounded() }

    /// Pixels that the text takes.
    func width(of text: some StringProtocol) -> Double {
        text.reduce(0) { $0 + advance($1) }
    }

    /// Pixels from the start of a character to the start of the next.
    func advance(_ character: Character) -> Double {
        let glyph = Glyphs.all[character]
        let width = glyph.map { ($0.width * stretch + 1.05 + 0.85 * weight) * unit } ?? 3.1 * unit
        return isOnGrid ? width.rounded() : width
    }
}
