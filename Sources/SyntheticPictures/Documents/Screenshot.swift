/// A program's window: bars, buttons, a side list, and text, code or messages.
struct Screenshot {
    let style: DocumentStyle
    var random: SplitMix64

    /// Type of programs is small and upright.
    private var face: Typeface {
        var face = style.face
        face.size = min(face.size, 16)
        face.hasSerifs = false
        face.slant = 0
        return face
    }

    /// A shade between paper and ink.
    private func shade(_ share: Double) -> Colour { style.paper.mixed(with: style.ink, share) }

    mutating func canvas(width: Int, height: Int) -> Canvas {
        var canvas = Canvas(width: width, height: height, paper: style.paper)
        var words = Words(seed: random.next())
        let (w, h) = (Double(width), Double(height))
        let bar = (2.2 * face.size).rounded()
        titleBar(&canvas, &words, width: w, height: bar)
        let side = random.chance(0.6) ? (w * random.next(in: 0.18...0.3)).rounded() : 0
        if side > 0 { sideList(&canvas, &words, top: bar, width: side, height: h - bar) }
        let area = (x: side + face.size, width: w - side - 2 * face.size)
        switch random.next(in: 0...2) {
        case 0: code(&canvas, &words, x: area.x, width: area.width, top: bar + 4, bottom: h)
        case 1: messages(&canvas, &words, x: area.x, width: area.width, top: bar + 8, bottom: h)
        default: form(&canvas, &words, x: area.x, width: area.width, top: bar + 10, bottom: h)
        }
        return canvas
    }

    private mutating func titleBar(_ canvas: inout Canvas, _ words: inout Words, width: Double, height: Double) {
        let (upper, lower) = (shade(0.06), shade(0.14))
        canvas.paint(x: 0, y: 0, width: Int(width), height: Int(height)) { _, y in
            upper.mixed(with: lower, Double(y) / height)
        }
        canvas.fill(x: 0, y: height - 1, width: width, height: 1, shade(0.3))
        for (index, colour) in [Colour(0.93, 0.36, 0.33), Colour(0.95, 0.74, 0.2), Colour(0.25, 0.75, 0.3)].enumerated()
        {
            canvas.disc(x: height * (0.5 + 0.6 * Double(index)), y: height / 2, radius: height * 0.18, colour)
        }
        canvas.write(
            words.title(), x: 2.6 * height, baseline: (height * 0.65).rounded(), face, style.ink,
            smoothing: style.smoothing)
    }

    private mutating func sideList(
        _ canvas: inout Canvas, _ words: inout Words, top: Double, width: Double, height: Double
    ) {
        canvas.fill(x: 0, y: top, width: width, height: height, shade(0.05))
        canvas.fill(x: width - 1, y: top, width: 1, height: height, shade(0.2))
        let row = (1.9 * face.size).rounded()
        let chosen = random.next(in: 0...5)
        for index in 0..<Int(height / row) {
            let y = top + Double(index) * row
            let isChosen = index == chosen
            if isChosen { canvas.fill(x: 4, y: y + 2, width: width - 9, height: row - 4, radius: 4, style.accent) }
            canvas.fill(
                x: 9, y: y + row * 0.3, width: row * 0.4, height: row * 0.4, radius: 2, isChosen ? .one : shade(0.5))
            canvas.write(
                words.word(), x: 14 + row * 0.4, baseline: (y + row * 0.66).rounded(), face,
                isChosen ? .one : style.ink, smoothing: style.smoothing)
        }
    }

    private mutating func code(
        _ canvas: inout Canvas, _ words: inout Words, x: Double, width: Double, top: Double, bottom: Double
    ) {
        let colours = [style.ink, style.ink, style.accent, shade(0.55), Colour(0.8, 0.4, 0.2), Colour(0.3, 0.6, 0.35)]
        var (y, line, depth) = (top, random.next(in: 1...80), 0)
        while y + face.lineHeight < bottom {
            let baseline = (y + 0.78 * face.lineHeight).rounded()
            canvas.write("\(line)", x: x, baseline: baseline, face, shade(0.4), smoothing: style.smoothing)
            var place = x + 3 * face.size + Double(depth) * 2 * face.size
            for _ in 0..<random.next(in: 0...6) where place < x + width * 0.8 {
                let text = words.word() + random.pick(["", "", "(", ")", " =", ".", ": {", " + 1"])
                canvas.write(text, x: place, baseline: baseline, face, random.pick(colours), smoothing: style.smoothing)
                place += face.width(of: text) + face.advance(" ")
            }
            depth = min(max(depth + random.next(in: -1...1), 0), 4)
            y += face.lineHeight
            line += 1
        }
    }

    private mutating func messages(
        _ canvas: inout Canvas, _ words: inout Words, x: Double, width: Double, top: Double, bottom: Double
    ) {
        var y = top
        while y < bottom {
            let isOwn = random.chance(0.45)
            let inner = width * random.next(in: 0.4...0.66)
            let text = words.paragraph(sentences: 1...2)
            let left = isOwn ? x + width - inner - 16 : x + 30
            let block = TextBlock(
                x: left, width: inner, face: face, colour: isOwn ? .one : style.ink, smoothing: style.smoothing)
            let height = block.height(of: text)
            if !isOwn { canvas.disc(x: x + 12, y: y + height + 2, radius: 11, shade(0.35)) }
            canvas.fill(
                x: left - 8, y: y, width: inner + 18, height: height + 12, radius: 9, isOwn ? style.accent : shade(0.1))
            _ = block.write(text, on: &canvas, top: y + 5, bottom: .infinity)
            y += height + 22
        }
    }

    private mutating func form(
        _ canvas: inout Canvas, _ words: inout Words, x: Double, width: Double, top: Double, bottom: Double
    ) {
        var y = top
        let row = (2.3 * face.size).rounded()
        while y + row < bottom {
            let baseline = (y + row * 0.62).rounded()
            let field = (x + width * 0.36).rounded()
            switch random.next(in: 0...3) {
            case 0:
                let label = words.title(words: 1...2)
                let reach = face.width(of: label) + 22
                canvas.fill(x: x, y: y, width: reach, height: row - 4, radius: 4, style.accent)
                canvas.write(label, x: x + 11, baseline: baseline - 2, face, .one, smoothing: style.smoothing)
            case 1:
                canvas.frame(x: x, y: (y + row * 0.25).rounded(), width: 12, height: 12, shade(0.5))
                let text = words.sentence().joined(separator: " ")
                canvas.write(text, x: x + 20, baseline: baseline, face, style.ink, smoothing: style.smoothing)
            default:
                canvas.write(words.word() + ":", x: x, baseline: baseline, face, style.ink, smoothing: style.smoothing)
                canvas.frame(x: field, y: y, width: (width * 0.55).rounded(), height: row - 5, shade(0.35))
                canvas.write(
                    words.title(), x: field + 6, baseline: baseline - 2, face, shade(0.8), smoothing: style.smoothing)
            }
            y += row + 4
        }
    }
}
