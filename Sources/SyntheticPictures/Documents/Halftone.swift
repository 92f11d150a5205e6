internal import Foundation

/// A photograph as it is printed: rows of dots whose size stands for the shade, under angles that differ by ink.
struct Halftone {
    /// Pixels from dot to dot.
    let pitch: Double
    /// Whether cyan, magenta and yellow are printed, or black alone.
    let isColour: Bool
    /// Colour of the unprinted paper.
    let paper: Colour

    func rendition(of picture: Rendition) -> Rendition {
        let light = picture.blurred(sigma: pitch / 2)
        let inks: [(angle: Double, takes: Colour)] =
            isColour
            ? [(15, Colour(0.92, 0.2, 0.05)), (75, Colour(0.1, 0.9, 0.35)), (0, Colour(0, 0.07, 0.85))]
            : [(45, Colour(repeating: 0.88))]
        var printed = Rendition(
            width: picture.width, height: picture.height,
            pixels: [Colour](repeating: paper, count: picture.pixels.count))
        for y in 0..<picture.height {
            for x in 0..<picture.width {
                let pixel = light[x, y].clamped(lowerBound: .zero, upperBound: .one)
                for (index, ink) in inks.enumerated() {
                    let shade = isColour ? pixel[index] : (pixel * Colour(0.299, 0.587, 0.114)).sum()
                    let covered = coverage(Double(x), Double(y), angle: ink.angle * .pi / 180, ink: 1 - shade)
                    printed[x, y] *= 1 - covered * ink.takes
                }
            }
        }
        return printed
    }

    /// The share of a pixel that the dots cover.
    private func coverage(_ x: Double, _ y: Double, angle: Double, ink: Double) -> Double {
        let across = (x * cos(angle) + y * sin(angle)) / pitch
        let along = (y * cos(angle) - x * sin(angle)) / pitch
        let dx = across - across.rounded()
        let dy = along - along.rounded()
        // Round dots reach their neighbours at a share of pi / 4; beyond, the paper between them is what is round.
        let isDark = ink > 0.5
        let distance =
            isDark
            ? ((0.5 - abs(dx)) * (0.5 - abs(dx)) + (0.5 - abs(dy)) * (0.5 - abs(dy))).squareRoot()
            : (dx * dx + dy * dy).squareRoot()
        let radius = ((isDark ? 1 - ink : ink) / .pi).squareRoot()
        let inside = min(max((radius - distance) * pitch + 0.5, 0), 1)
        return isDark ? 1 - inside : inside
    }
}
