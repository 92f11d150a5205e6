/// Drawings of flat colour: boxes with arrows and labels, lines of one and two pixels, logos.
struct Diagram {
    let style: DocumentStyle
    var random: SplitMix64

    mutating func canvas(width: Int, height: Int) -> Canvas {
        var canvas = Canvas(width: width, height: height, paper: style.paper)
        var words = Words(seed: random.next())
        let (w, h) = (Double(width), Double(height))
        for _ in 0..<random.next(in: 6...20) { straightLine(&canvas, w, h) }
        for _ in 0..<random.next(in: 2...5) {
            canvas.disc(
                x: random.next(in: 0...w), y: random.next(in: 0...h), radius: random.next(in: 6...h / 5), flatColour())
        }
        for _ in 0..<random.next(in: 3...7) {
            let label = words.title(words: 1...2)
            let (x, y) = (random.next(in: 0...w * 0.7).rounded(), random.next(in: 0...h * 0.85).rounded())
            let (boxWidth, boxHeight) = (style.face.width(of: label) + 20, (2.2 * style.face.size).rounded())
            let line = random.pick([1.0, 1, 2])
            canvas.fill(
                x: x, y: y, width: boxWidth.rounded(), height: boxHeight, flatColour().mixed(with: style.paper, 0.7))
            canvas.frame(x: x, y: y, width: boxWidth.rounded(), height: boxHeight, line: line, style.ink)
            canvas.write(
                label, x: x + 10, baseline: (y + boxHeight * 0.66).rounded(), style.face, style.ink,
                smoothing: style.smoothing)
        }
        return canvas
    }

    /// Level, upright or slanting; sharp, as programs draw them on whole pixels, or not.
    private mutating func straightLine(_ canvas: inout Canvas, _ w: Double, _ h: Double) {
        let colour = random.chance(0.6) ? style.ink : flatColour()
        let width = random.pick([1.0, 1, 2, 2, 3])
        let (x, y) = (random.next(in: 0...w).rounded(), random.next(in: 0...h).rounded())
        switch random.next(in: 0...2) {
        case 0: canvas.fill(x: x / 2, y: y, width: w / 2, height: width, colour)
        case 1: canvas.fill(x: x, y: y / 2, width: width, height: h / 2, colour)
        default:
            canvas.line(
                SIMD2(x, y), SIMD2(random.next(in: 0...w), random.next(in: 0...h)), width: width, colour)
        }
    }

    private mutating func flatColour() -> Colour {
        random.chance(0.3)
            ? style.accent : Colour(random.nextUniform(), random.nextUniform(), random.nextUniform())
    }
}
