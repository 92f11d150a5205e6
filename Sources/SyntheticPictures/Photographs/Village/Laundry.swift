internal import Foundation

/// Three cloths on a line between tree and house: weave, stripes and checks.
struct Laundry: Sendable {
    func colour(_ x: Double, _ y: Double) -> Colour? {
        guard x > 158, x < 294 else { return nil }
        let line = 329 - 0.0016 * (x - 226) * (x - 226)
        if abs(y - line) < 0.6 { return Colour(sRGB: 232, 232, 226) }
        for (index, left) in [182.0, 218, 254].enumerated() where x > left && x < left + 31 {
            let hem = line + 46 + Double(index) * 4 + 1.5 * sin(x / 4)
            guard y > line, y < hem else { continue }
            let folds = 0.86 + 0.16 * sin((x - left) / 3.4 + Pattern.noise(x / 9, y / 30, 240) * 2)
            let weave = 1 + 0.09 * sin(x * 2.4) * sin(y * 2.4)
            return dye(index, x - left, y - line) * (folds * weave)
        }
        return nil
    }

    private func dye(_ index: Int, _ x: Double, _ y: Double) -> Colour {
        switch index {
        case 0:
            return Colour(sRGB: 198, 60, 92)
        case 1:
            let isStripe = y.truncatingRemainder(dividingBy: 6) < 3
            return isStripe ? Colour(sRGB: 46, 84, 150) : Colour(sRGB: 234, 232, 226)
        default:
            let isBand = { (place: Double) in place.truncatingRemainder(dividingBy: 8) < 4 }
            let lines = (isBand(x) ? 1 : 0) + (isBand(y) ? 1 : 0)
            return [Colour(sRGB: 236, 228, 204), Colour(sRGB: 190, 170, 90), Colour(sRGB: 120, 104, 40)][lines]
        }
    }
}
