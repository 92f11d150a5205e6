internal import Foundation

/// Sky, hills, meadow, path, fence and wires.
struct Landscape: Sendable {
    private let horizon = 300.0

    func sky(_ x: Double, _ y: Double) -> Colour {
        let blue = Colour(sRGB: 92, 142, 205).mixed(with: Colour(sRGB: 214, 226, 236), pow(y / horizon, 1.3))
        let drift = Pattern.fractal(x / 150, y / 62, octaves: 6, 10)
        let cloud = Pattern.step(0.02, 0.5, drift + 0.12)
        let lit = Pattern.fractal(x / 150 + 0.05, (y - 16) / 62, octaves: 4, 10)
        let shade = Colour(sRGB: 188, 196, 208).mixed(with: Colour(sRGB: 250, 248, 244), 0.5 - 0.9 * (lit - drift))
        return blue.mixed(with: shade, cloud * 0.9)
    }

    /// Hills and everything in front of them that lies on the ground; `nil` above the skyline.
    func ground(_ x: Double, _ y: Double) -> Colour? {
        let far = 262 + 26 * Pattern.fractal(x / 210, 1.5, octaves: 4, 20)
        let near = 288 + 20 * Pattern.fractal(x / 120, 4.5, octaves: 5, 30) + 2 * Pattern.noise(x / 4, 0.5, 35)
        if y > 318 + 5 * Pattern.noise(x / 170, 7.5, 40) { return meadow(x, y) }
        if y > near {
            let woods = Pattern.fractal(x / 9, y / 6, octaves: 4, 50)
            return Colour(sRGB: 62, 88, 58).mixed(with: Colour(sRGB: 122, 138, 82), 0.5 + 0.9 * woods)
        }
        if y > far {
            let slopes = Pattern.fractal(x / 60, y / 14, octaves: 5, 60)
            return Colour(sRGB: 112, 138, 158).mixed(with: Colour(sRGB: 146, 166, 168), 0.5 + 0.8 * slopes)
        }
        return nil
    }

    private func meadow(_ x: Double, _ y: Double) -> Colour {
        let nearness = (y - 310) / 200
        // The path leads from the door to the lower edge and widens on the way.
        let middle = 394 + 34 * sin(nearness * 3.2) - 60 * nearness
        let halfWidth = 15 + 44 * nearness + 3 * Pattern.noise(y / 9, 0.5, 70)
        if y > 388, abs(x - middle) < halfWidth { return gravel(x, y) }

        let blade = 3.2 + 4 * nearness
        let lean = x + 0.35 * y + 5 * Pattern.noise(x / 40, y / 30, 71)
        let grass = 0.55 * Pattern.noise(lean / 1.7, y / (2.2 * blade), 72) + 0.45 * Pattern.noise(lean / 4, y / 16, 73)
        let patches = Pattern.fractal(x / 90, y / 34, octaves: 3, 74)
        var colour = Colour(sRGB: 78, 110, 44).mixed(with: Colour(sRGB: 156, 176, 82), 0.5 + 0.55 * grass)
        colour *= 0.95 + 0.35 * patches
        let flowers = Pattern.spots(x / 17, y / 11, 80)
        if flowers.identity > 0.66, flowers.distance < 0.12 + 0.07 * nearness {
            let petals = [
                Colour(sRGB: 232, 196, 40), Colour(sRGB: 224, 232, 240), Colour(sRGB: 206, 52, 48),
                Colour(sRGB: 140, 92, 190),
            ]
            colour = petals[Int(flowers.identity * 1000) % petals.count]
        }
        return colour
    }

    private func gravel(_ x: Double, _ y: Double) -> Colour {
        let stones = Pattern.spots(x / 5, y / 3.4, 90)
        let base = Colour(sRGB: 172, 156, 132) * (0.75 + 0.5 * stones.identity)
        return base * (1 - 0.55 * Pattern.step(0.45, 0.8, stones.distance))
    }

    /// A white picket fence on the left.
    func fence(_ x: Double, _ y: Double) -> Colour? {
        guard x < 262 else { return nil }
        let place = x.truncatingRemainder(dividingBy: 15)
        let top = 404 + abs(place - 5) * 1.3
        let paint = Colour(sRGB: 236, 232, 222) * (1 + 0.08 * Pattern.noise(x / 2, y / 14, 100))
        if place < 10, y > top, y < 466 { return place > 8.4 ? paint * 0.55 : paint }
        if (y > 418 && y < 425) || (y > 446 && y < 453) { return paint * 0.62 }
        return nil
    }

    /// A pole, and three thin wires to the next one outside the picture.
    func wires(_ x: Double, _ y: Double) -> Colour? {
        let dark = Colour(sRGB: 44, 40, 42)
        if abs(x - 34) < 4.5, y > 70, y < 470 { return Colour(sRGB: 104, 84, 66) * (0.8 + 0.06 * (38 - x)) }
        if abs(y - 86) < 2.5, abs(x - 34) < 22 { return dark }
        for (index, start) in [16.0, 34, 52].enumerated() where x > start {
            let reach = (x - start) / 1000
            let sag = 84 + 6 * Double(index) + 620 * reach * (1 - reach)
            if abs(y - sag) < 0.55 { return dark }
        }
        return nil
    }
}
