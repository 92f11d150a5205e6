internal import Lettering

/// A wooden board with lettering of three sizes.
struct Sign: Sendable {
    private let lines: [(text: String, y: Double, scale: Double)] = [
        ("VILLAGE", 346, 3.6), ("BAKERY & INN", 380, 2.1), ("BREAD 1.50  TEA 0.90", 403, 1.3),
        ("OPEN MON - SAT 8 - 19", 417, 1.1),
    ]

    func colour(_ x: Double, _ y: Double) -> Colour? {
        if x > 554, x < 734, y > 336, y < 432 { return board(x, y) }
        let isPost = (x > 572 && x < 582) || (x > 706 && x < 716)
        guard isPost, y > 322, y < 486 else { return nil }
        return wood(x, y) * 0.8
    }

    private func board(_ x: Double, _ y: Double) -> Colour {
        let edge = min(x - 554, 734 - x, y - 336, 432 - y)
        if edge < 3 { return wood(x, y) * 0.7 }
        let paint = Colour(sRGB: 240, 232, 208) * (1 + 0.06 * Pattern.fractal(x / 3, y / 9, octaves: 3, 250))
        if edge > 4.5 && edge < 5.7 { return Colour(sRGB: 150, 40, 36) }
        for line in lines {
            let left = 644 - BitmapFont.width(of: line.text) * line.scale / 2
            if BitmapFont.covers(line.text, x: (x - left) / line.scale, y: (y - line.y) / line.scale) {
                return line.scale > 2 ? Colour(sRGB: 28, 62, 48) : Colour(sRGB: 40, 36, 40)
            }
        }
        return paint
    }

    private func wood(_ x: Double, _ y: Double) -> Colour {
        let rings = Pattern.fractal(x / 2.5, y / 26, octaves: 4, 260)
        return Colour(sRGB: 142, 104, 68) * (1 + 0.8 * rings)
    }
}
