/// A table of numbers and words: thin rules, a bar at the top, every second row tinted or not.
struct Table {
    let style: DocumentStyle
    var random: SplitMix64

    mutating func canvas(width: Int, height: Int) -> Canvas {
        var canvas = Canvas(width: width, height: height, paper: style.paper)
        var words = Words(seed: random.next())
        let (w, h) = (Double(width), Double(height))
        let row = (style.face.lineHeight * random.next(in: 1.1...1.6)).rounded()
        let column = max((style.face.size * random.next(in: 4.5...7)).rounded(), 40)
        let rule = style.paper.mixed(with: style.ink, random.pick([0.15, 0.4, 1]))
        let (isTinted, hasGrid) = (random.chance(0.5), random.chance(0.6))
        for index in 0...Int(h / row) {
            let y = Double(index) * row
            if index == 0 {
                canvas.fill(x: 0, y: 0, width: w, height: row, style.accent)
            } else if isTinted, index % 2 == 0 {
                canvas.fill(x: 0, y: y, width: w, height: row, style.paper.mixed(with: style.accent, 0.08))
            }
            for cell in 0...Int(w / column) {
                let text = index == 0 ? words.title(words: 1...1) : cell == 0 ? words.word() : words.number()
                // Words to the left, numbers to the right.
                let space = column - style.face.width(of: text) - 5
                canvas.write(
                    text, x: Double(cell) * column + (index == 0 || cell == 0 ? 5 : max(space, 4)),
                    baseline: (y + row * 0.72).rounded(), style.face, index == 0 ? .one : style.ink,
                    smoothing: style.smoothing)
            }
            if hasGrid { canvas.fill(x: 0, y: y + row - 1, width: w, height: 1, rule) }
        }
        if hasGrid {
            for cell in 1...Int(w / column) { canvas.fill(x: Double(cell) * column, y: 0, width: 1, height: h, rule) }
        }
        return canvas
    }
}
