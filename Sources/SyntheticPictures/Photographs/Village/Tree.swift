internal import Foundation

/// A tree whose crown is leaves at several sizes, lit from the upper right.
struct Tree: Sendable {
    private let clumps: [(x: Double, y: Double, radius: Double)] = [
        (148, 190, 62), (98, 218, 44), (196, 222, 46), (122, 148, 42), (176, 152, 44), (148, 250, 42),
    ]

    func colour(_ x: Double, _ y: Double) -> Colour? {
        crown(x, y) ?? trunk(x, y)
    }

    private func crown(_ x: Double, _ y: Double) -> Colour? {
        let ragged = 9 * Pattern.fractal(x / 14, y / 14, octaves: 4, 200) + 5 * Pattern.noise(x / 3, y / 3, 205)
        var (inside, light) = (-Double.infinity, 0.0)
        for clump in clumps {
            let (dx, dy) = ((x - clump.x) / clump.radius, (y - clump.y) / clump.radius)
            let depth = clump.radius * (1 - (dx * dx + dy * dy).squareRoot()) + ragged
            if depth > inside { (inside, light) = (depth, 0.5 + 0.38 * dx - 0.5 * dy) }
        }
        guard inside > 0 else { return nil }
        let leaf = Pattern.spots(x / 5.5, y / 4.5, 210)
        // Gaps between leaves near the rim let the sky through.
        if inside < 12, leaf.identity < 0.3 - inside / 50 { return nil }
        let relief = 0.5 + 0.9 * Pattern.fractal(x / 17, y / 17, octaves: 3, 220)
        let shade = min(max(0.12 + 0.55 * light + 0.3 * relief + 0.45 * (leaf.identity - 0.5), 0), 1.1)
        let green = Colour(sRGB: 34, 56, 26).mixed(with: Colour(sRGB: 146, 170, 62), shade)
        return green * (1.1 - 0.55 * leaf.distance)
    }

    private func trunk(_ x: Double, _ y: Double) -> Colour? {
        let spread = 10 + max(0, y - 390) * 0.35
        guard y > 240, y < 424, abs(x - 150 - 3 * sin(y / 24)) < spread else { return nil }
        let bark = Pattern.fractal(x / 3.2, y / 15, octaves: 4, 230)
        let round = 0.75 + 0.45 * (x - 150) / spread
        return Colour(sRGB: 104, 82, 62) * (round * (1 + 0.9 * bark))
    }
}
