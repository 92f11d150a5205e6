/// Sets words in lines of a given width.
struct TextBlock {
    let x: Double
    let width: Double
    let face: Typeface
    let colour: Colour
    var smoothing = Canvas.Smoothing.gray
    var isJustified = false

    /// Writes `words` from `top` down to at most `bottom`.
    ///
    /// - Returns: where the next line would begin.
    func write(_ words: [String], on canvas: inout Canvas, top: Double, bottom: Double) -> Double {
        var y = top
        for line in lines(words) {
            guard y + face.lineHeight <= bottom else { break }
            let baseline = (y + face.lineHeight * 0.78).rounded()
            var place = x
            for word in line.words {
                canvas.write(word, x: place, baseline: baseline, face, colour, smoothing: smoothing)
                place += face.width(of: word) + line.space
            }
            y += face.lineHeight
        }
        return y
    }

    /// Pixels that the words take.
    func height(of words: [String]) -> Double { Double(lines(words).count) * face.lineHeight }

    private func lines(_ words: [String]) -> [(words: [String], space: Double)] {
        let space = face.advance(" ")
        var lines = [(words: [String], space: Double)]()
        var (line, used) = ([String](), 0.0)
        for word in words {
            let needed = face.width(of: word)
            if !line.isEmpty, used + space + needed > width {
                let gaps = Double(max(line.count - 1, 1))
                lines.append((line, isJustified ? space + min((width - used) / gaps, 2 * space) : space))
                (line, used) = ([], 0)
            }
            used += needed + (line.isEmpty ? 0 : space)
            line.append(word)
        }
        return lines + [(line, space)]
    }
}
