internal import Foundation

/// Brick walls, a tiled roof, windows with thin bars, a wooden door.
struct House: Sendable {
    func colour(_ x: Double, _ y: Double) -> Colour? {
        if let roof = roof(x, y) { return roof }
        if x > 452, x < 480, y > 146, y < 214 {
            return y < 154 ? Colour(sRGB: 150, 142, 134) : bricks(x, y) * (x > 472 ? 0.6 : 0.9)
        }
        guard x > 292, x < 506, y > 250, y < 394 else { return nil }
        if let opening = door(x, y) ?? window(x - 312, y - 292) ?? window(x - 440, y - 292) { return opening }
        // The eaves throw a shadow on the wall.
        return bricks(x, y) * (1 - 0.5 * (1 - Pattern.step(262, 278, y)))
    }

    private func roof(_ x: Double, _ y: Double) -> Colour? {
        guard y > 176, y < 262 else { return nil }
        let slope = (262 - y) / 86
        guard x > 274 + 46 * slope, x < 524 - 46 * slope else { return nil }
        if y < 181 || y > 257 { return Colour(sRGB: 92, 62, 54) }
        let row = ((y - 181) / 7).rounded(.down)
        let along = (x + (Int(row) % 2 == 0 ? 0 : 5)) / 10
        let (tile, within) = (along.rounded(.down), along - along.rounded(.down))
        let depth = (y - 181) / 7 - row
        let tone = 0.75 + 0.4 * Pattern.random(Int(tile), Int(row), 110)
        let curve = 0.7 + 0.5 * sin(.pi * within)
        let clay = Colour(sRGB: 186, 92, 64) * (tone * curve * (depth > 0.82 ? 0.5 : 1))
        let moss = Pattern.step(0.15, 0.5, Pattern.fractal(x / 26, y / 20, octaves: 4, 120))
        return clay.mixed(with: Colour(sRGB: 104, 108, 70) * tone, moss * 0.6)
    }

    private func bricks(_ x: Double, _ y: Double) -> Colour {
        let row = (y / 7.5).rounded(.down)
        let along = (x + (Int(row) % 2 == 0 ? 0 : 8)) / 16
        let brick = along.rounded(.down)
        let (inX, inY) = ((along - brick) * 16, (y / 7.5 - row) * 7.5)
        let grain = 1 + 0.16 * Pattern.fractal(x / 3, y / 3, octaves: 3, 130)
        if inX < 1.4 || inY < 1.4 { return Colour(sRGB: 196, 186, 170) * grain }
        let tone = Pattern.random(Int(brick), Int(row), 140)
        let colour = Colour(sRGB: 158, 84, 66).mixed(with: Colour(sRGB: 198, 134, 104), tone)
        return colour * (grain * (0.9 + 0.2 * Pattern.random(Int(brick), Int(row), 141)))
    }

    private func door(_ x: Double, _ y: Double) -> Colour? {
        guard x > 374, x < 416, y > 304 else { return nil }
        if x < 378 || x > 412 || y < 308 { return Colour(sRGB: 238, 234, 226) }
        if (x - 407) * (x - 407) + (y - 352) * (y - 352) < 5 { return Colour(sRGB: 224, 186, 84) }
        let plank = (x - 378).truncatingRemainder(dividingBy: 8.5)
        let grain = Pattern.fractal(x / 1.6, y / 22, octaves: 3, 150)
        return Colour(sRGB: 38, 92, 98) * (plank < 1 ? 0.45 : 1 + 0.5 * grain)
    }

    /// A window in a square of 44 units.
    private func window(_ x: Double, _ y: Double) -> Colour? {
        guard x > -4, x < 48, y > -4, y < 48 else { return nil }
        if y > 44 { return Colour(sRGB: 206, 200, 190) }
        if x < 0 || x > 44 || y < 0 { return Colour(sRGB: 242, 240, 234) }
        let isBar = abs(x - 22) < 1.2 || abs(y - 15) < 1 || abs(y - 30) < 1
        if isBar { return Colour(sRGB: 236, 234, 228) }
        let reflection = Pattern.step(-2, 2, x - y + 6 + 5 * Pattern.noise(x / 9, y / 9, 160))
        let glass = Colour(sRGB: 36, 46, 58).mixed(with: Colour(sRGB: 138, 162, 186), reflection * 0.7)
        let curtain = Pattern.step(13, 11, min(x, 44 - x) + y * 0.12)
        let folds = Colour(sRGB: 218, 206, 186) * (0.62 + 0.2 * sin(x * 1.9))
        return glass.mixed(with: folds, curtain)
    }
}
