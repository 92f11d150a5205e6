internal import Foundation

/// A hot-air balloon: saturated colours with round shading, ropes, a basket.
struct Balloon: Sendable {
    private let gores = [
        Colour(sRGB: 208, 42, 44), Colour(sRGB: 244, 190, 44), Colour(sRGB: 34, 112, 178), Colour(sRGB: 240, 238, 230),
        Colour(sRGB: 40, 138, 84), Colour(sRGB: 236, 122, 36),
    ]

    func colour(_ x: Double, _ y: Double) -> Colour? {
        envelope(x - 628, y - 104) ?? basket(x - 628, y - 104)
    }

    private func envelope(_ dx: Double, _ dy: Double) -> Colour? {
        let radius = 64.0
        // Below its widest part the envelope narrows to the burner.
        let half = dy < 10 ? radius * radius - dy * dy : pow(radius * max(0, 1 - (dy - 10) / 110) * 0.99, 2)
        guard dy > -radius, dy < 84, half > 0, abs(dx) < half.squareRoot() else { return nil }
        let across = dx / half.squareRoot()
        let gore = Int((asin(across) / .pi * 9 + 20).rounded(.down))
        let facing = (1 - across * across).squareRoot()
        let light = 0.30 + 0.55 * max(0, 0.45 * across - 0.35 * dy / radius + 0.75 * facing)
        let band = dy > 8 && dy < 22
        let cloth = band ? Colour(sRGB: 240, 238, 230) : gores[gore % gores.count]
        return cloth * light
    }

    private func basket(_ dx: Double, _ dy: Double) -> Colour? {
        if dy >= 84, dy < 102, abs(abs(dx) - 9) < 0.5 { return Colour(sRGB: 60, 52, 48) }
        guard dy >= 102, dy < 118, abs(dx) < 11 else { return nil }
        let weave = sin(dx * 2.1) * sin(dy * 2.1)
        return Colour(sRGB: 142, 98, 56) * (0.9 + 0.35 * weave)
    }
}
