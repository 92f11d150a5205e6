internal import Foundation

/// A chart: axes with ticks and numbers, a grid, and curves, bars or points.
struct Plot {
    let style: DocumentStyle
    var random: SplitMix64

    private let colours = [
        Colour(0.12, 0.47, 0.71), Colour(1, 0.5, 0.05), Colour(0.17, 0.63, 0.17), Colour(0.84, 0.15, 0.16),
        Colour(0.58, 0.4, 0.74),
    ]

    init(style: DocumentStyle, random: SplitMix64) {
        self.style = style
        self.random = random
    }

    mutating func canvas(width: Int, height: Int) -> Canvas {
        var canvas = Canvas(width: width, height: height, paper: style.paper)
        var words = Words(seed: random.next())
        let (w, h) = (Double(width), Double(height))
        let face = style.scaled(min(13 / style.face.size, 1))
        let area = (left: 46.0, top: 30.0, width: w - 62, height: h - 66)
        canvas.write(words.title(), x: w * 0.3, baseline: 19, face, style.ink, smoothing: style.smoothing)
        let grid = style.paper.mixed(with: style.ink, 0.14)
        for tick in 0...5 {
            let y = (area.top + area.height * Double(tick) / 5).rounded()
            let x = (area.left + area.width * Double(tick) / 5).rounded()
            canvas.fill(x: area.left, y: y, width: area.width, height: 1, grid)
            canvas.fill(x: x, y: area.top, width: 1, height: area.height, grid)
            canvas.write("\(100 - 20 * tick)", x: 12, baseline: y + 4, face, style.ink, smoothing: style.smoothing)
            canvas.write(
                "\(tick * 5)", x: x - 5, baseline: h - 18, face, style.ink, smoothing: style.smoothing)
        }
        switch random.next(in: 0...2) {
        case 0: bars(&canvas, area)
        case 1: points(&canvas, area)
        default: break
        }
        curves(&canvas, area)
        canvas.frame(x: area.left, y: area.top, width: area.width, height: area.height, style.ink)
        return canvas
    }

    private typealias Area = (left: Double, top: Double, width: Double, height: Double)

    private mutating func curves(_ canvas: inout Canvas, _ area: Area) {
        for index in 0..<random.next(in: 1...4) {
            let salt = random.next(in: 0...9999)
            let (waves, lineWidth) = (random.next(in: 1.5...9), random.pick([1.0, 1, 1.5, 2, 3]))
            let steps = Int(area.width / 3)
            let curve = (0...steps).map { step -> SIMD2<Double> in
                let share = Double(step) / Double(steps)
                let value = 0.5 + 0.42 * Pattern.noise(share * waves, 0.5, salt)
                return SIMD2(area.left + share * area.width, area.top + area.height * (1 - value))
            }
            for (from, to) in zip(curve, curve.dropFirst()) { canvas.line(from, to, width: lineWidth, colours[index]) }
        }
    }

    private mutating func bars(_ canvas: inout Canvas, _ area: Area) {
        let count = random.next(in: 5...24)
        let step = area.width / Double(count)
        let colour = random.pick(colours)
        for index in 0..<count {
            let value = random.next(in: 0.05...0.95) * area.height
            let x = (area.left + (Double(index) + 0.15) * step).rounded()
            canvas.fill(
                x: x, y: (area.top + area.height - value).rounded(), width: (step * 0.7).rounded(),
                height: value.rounded(),
                colour)
        }
    }

    private mutating func points(_ canvas: inout Canvas, _ area: Area) {
        let (colour, radius) = (random.pick(colours), random.next(in: 1.0...3.0))
        for _ in 0..<random.next(in: 60...400) {
            let x = random.nextUniform()
            let y = min(max(0.2 + 0.6 * x + 0.12 * random.nextGaussian(), 0.02), 0.98)
            canvas.disc(
                x: area.left + x * area.width, y: area.top + (1 - y) * area.height, radius: radius, colour)
        }
    }
}
