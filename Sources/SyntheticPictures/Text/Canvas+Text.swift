extension Canvas {
    /// Writes a line of text. Characters that the font lacks become spaces.
    ///
    /// - Parameters:
    ///   - x: where it begins, in pixels.
    ///   - baseline: what letters without tails stand on, in pixels from the top.
    mutating func write(
        _ text: some StringProtocol, x: Double, baseline: Double, _ face: Typeface, _ colour: Colour,
        smoothing: Smoothing = .gray
    ) {
        var place = x
        let nib = SIMD2(face.weight, face.weight * face.contrast) * face.unit / 2
        for character in text {
            if let glyph = Glyphs.all[character] {
                // Half the pen sticks out to the left of the first stroke.
                let left = (face.isOnGrid ? place.rounded() : place) + nib.x
                for stroke in glyph.strokes + (face.hasSerifs ? Canvas.serifs(of: glyph) : []) {
                    let points = stroke.map { point in
                        SIMD2(
                            left + (point.x * face.stretch + point.y * face.slant) * face.unit,
                            baseline - nib.y - point.y * face.unit)
                    }
                    self.stroke(points, nib: nib, colour, smoothing: smoothing)
                }
            }
            place += face.advance(character)
        }
    }

    /// Short level strokes where upright ones end.
    private static func serifs(of glyph: Glyph) -> [[SIMD2<Double>]] {
        glyph.strokes.flatMap { stroke -> [[SIMD2<Double>]] in
            guard stroke.count > 1 else { return [] }
            let ends = [(stroke[0], stroke[1]), (stroke[stroke.count - 1], stroke[stroke.count - 2])]
            return ends.compactMap { end, inner in
                let direction = inner - end
                guard abs(direction.y) > 1.2, abs(direction.y) > 2 * abs(direction.x) else { return nil }
                guard [0, 5, 7, 7.2, -2.1].contains(end.y) else { return nil }
                // The upper end of a stem has its serif to the left only, as in roman type.
                let right = end.y == 5 || end.y == 7.2 ? 0.0 : 0.8
                return [end - SIMD2(0.8, 0), end + SIMD2(right, 0)]
            }
        }
    }
}
