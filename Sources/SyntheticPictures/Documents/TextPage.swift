/// A page of text: headings, paragraphs, lists, in one or two columns.
struct TextPage {
    let style: DocumentStyle
    var random: SplitMix64

    mutating func canvas(width: Int, height: Int) -> Canvas {
        var canvas = Canvas(width: width, height: height, paper: style.paper)
        var words = Words(seed: random.next())
        let (w, h) = (Double(width), Double(height))
        let margin = (random.next(in: 0.02...0.1) * w).rounded()
        var top = margin
        if random.chance(0.6) {
            let face = style.scaled(random.next(in: 1.3...2), weight: 1.35)
            let heading = TextBlock(
                x: margin, width: w - 2 * margin, face: face, colour: random.chance(0.3) ? style.accent : style.ink,
                smoothing: style.smoothing)
            top = heading.write([words.title()], on: &canvas, top: top, bottom: h) + style.face.size / 3
            if random.chance(0.4) {
                canvas.fill(x: margin, y: top.rounded(), width: w - 2 * margin, height: 1, style.ink)
            }
            top += style.face.size / 2
        }
        let isTwoColumns = style.face.size < 15 && random.chance(0.4)
        let gap = 1.5 * style.face.size
        let columnWidth = isTwoColumns ? (w - 2 * margin - gap) / 2 : w - 2 * margin
        let isJustified = random.chance(0.5)
        for column in 0..<(isTwoColumns ? 2 : 1) {
            let x = margin + Double(column) * (columnWidth + gap)
            writeColumn(&canvas, &words, x: x, width: columnWidth, top: top, bottom: h - margin / 2, isJustified)
        }
        return canvas
    }

    private mutating func writeColumn(
        _ canvas: inout Canvas, _ words: inout Words, x: Double, width: Double, top: Double, bottom: Double,
        _ isJustified: Bool
    ) {
        // Letters end early: much white below.
        let end = random.chance(0.25) ? top + (bottom - top) * random.next(in: 0.3...0.7) : bottom
        var y = top
        while y + style.face.lineHeight <= end {
            let isItem = random.chance(0.2)
            let indent = isItem ? 1.6 * style.face.size : 0
            if isItem {
                let middle = (y + style.face.lineHeight * 0.55).rounded()
                canvas.disc(x: x + 0.7 * style.face.size, y: middle, radius: style.face.size / 8, style.ink)
            }
            let block = TextBlock(
                x: x + indent, width: width - indent, face: style.face, colour: style.ink, smoothing: style.smoothing,
                isJustified: isJustified)
            y = block.write(words.paragraph(sentences: isItem ? 1...2 : 2...6), on: &canvas, top: y, bottom: end)
            y += (style.face.lineHeight * random.next(in: 0...0.7)).rounded()
        }
    }
}
