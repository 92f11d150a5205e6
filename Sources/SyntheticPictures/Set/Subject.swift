/// What a generated scene shows.
package enum Subject: String, Sendable, CaseIterable {
    case page
    case darkPage = "dark-page"
    case screenshot
    case darkScreenshot = "dark-screenshot"
    case table, plot, diagram, halftone
    case countryside, leaves, fractal, portrait, sky
    case brick, grass, cloth, denim, fur, stone, concrete, wood, gravel

    /// Scenes of a subject in the set: even, so that both halves have as many.
    var count: Int {
        switch self {
        case .page: 12
        case .screenshot, .diagram, .halftone, .sky: 6
        case .darkPage, .darkScreenshot, .table, .plot, .countryside, .leaves, .fractal, .portrait: 4
        case .brick, .grass, .cloth, .denim, .fur, .stone, .concrete, .wood, .gravel: 2
        }
    }

    var isDocument: Bool {
        switch self {
        case .page, .darkPage, .screenshot, .darkScreenshot, .table, .plot, .diagram, .halftone: true
        default: false
        }
    }

    var isTexture: Bool { Texture(rawValue: rawValue) != nil }

    /// Draws a scene without any noise.
    func rendition(width: Int, height: Int, seed: UInt64) -> Rendition {
        var random = SplitMix64(seed: seed)
        switch self {
        case .darkPage, .darkScreenshot:
            return document(style: .dark(&random), width: width, height: height, &random)
        case .page, .screenshot, .table, .plot, .diagram:
            return document(style: .light(&random), width: width, height: height, &random)
        case .halftone:
            return printed(width: width, height: height, &random)
        default:
            // Lenses blur a little, each its own way.
            let sharpness = random.next(in: 0.35...0.75)
            return Rendition(light(width: width, height: height, &random).blurred(sigma: sharpness))
        }
    }

    private func document(
        style: DocumentStyle, width: Int, height: Int, _ random: inout SplitMix64
    ) -> Rendition {
        let own = SplitMix64(seed: random.next())
        let canvas: Canvas
        switch self {
        case .page, .darkPage:
            var page = TextPage(style: style, random: own)
            canvas = page.canvas(width: width, height: height)
        case .table:
            var table = Table(style: style, random: own)
            canvas = table.canvas(width: width, height: height)
        case .plot:
            var plot = Plot(style: style, random: own)
            canvas = plot.canvas(width: width, height: height)
        case .diagram:
            var diagram = Diagram(style: style, random: own)
            canvas = diagram.canvas(width: width, height: height)
        default:
            var screenshot = Screenshot(style: style, random: own)
            // Screens don't blur.
            return screenshot.canvas(width: width, height: height).rendition()
        }
        return canvas.rendition(blur: style.blur)
    }

    private func light(width: Int, height: Int, _ random: inout SplitMix64) -> Raster {
        switch self {
        case .leaves:
            return DeadLeaves(random: &random, height: height).raster(width: width, height: height, random: &random)
        case .fractal: return FractalScene(random: &random).raster(width: width, height: height)
        case .portrait: return Portrait(random: &random).raster(width: width, height: height)
        case .sky: return Sky(random: &random).raster(width: width, height: height)
        case .countryside:
            return Countryside(random: &random, width: width, height: height).raster(width: width, height: height)
        default:
            let scale = random.next(in: 0.8...2)
            return Texture(rawValue: rawValue)!.raster(width: width, height: height, scale: scale, random: &random)
        }
    }

    /// A photograph in print, with text below.
    private func printed(width: Int, height: Int, _ random: inout SplitMix64) -> Rendition {
        let style = DocumentStyle.light(&random)
        var canvas = Canvas(width: width, height: height, paper: style.paper)
        let subject = random.pick([Subject.countryside, .leaves, .portrait, .fractal])
        let share = random.next(in: 0.5...1)
        let picture = subject.rendition(width: width, height: Int(Double(height) * share), seed: random.next())
        let halftone = Halftone(pitch: random.next(in: 2.5...6), isColour: random.chance(0.5), paper: style.paper)
        canvas.draw(halftone.rendition(of: picture), x: 0, y: 0)
        var words = Words(seed: random.next())
        let block = TextBlock(x: 8, width: Double(width) - 16, face: style.face, colour: style.ink)
        _ = block.write(
            words.paragraph(), on: &canvas, top: Double(picture.height) + 6, bottom: Double(height))
        return canvas.rendition(blur: style.blur)
    }
}
