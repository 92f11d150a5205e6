internal import Foundation

/// Large even shadings: a sky by day, dusk or night, with or without clouds, a skyline and wires; or a gradient as
/// programs draw it.
struct Sky {
    private enum Weather: CaseIterable { case clear, clouds, dusk, night, gradient }

    private let weather: Weather
    private let top: Colour
    private let bottom: Colour
    private let tilt: Double
    private let horizon: Double?
    private let salt: Int

    init(random: inout SplitMix64) {
        weather = random.pick(Weather.allCases)
        tilt = random.next(in: -0.4...0.4)
        salt = random.next(in: 0...1_000_000)
        switch weather {
        case .clear, .clouds:
            (top, bottom) = (Colour(sRGB: random.next(in: 40...110), 130, 205), Colour(sRGB: 190, 214, 236))
        case .dusk: (top, bottom) = (Colour(sRGB: 44, 52, 104), Colour(sRGB: 246, random.next(in: 130...190), 96))
        case .night: (top, bottom) = (Colour(sRGB: 6, 8, 18), Colour(sRGB: 30, 34, random.next(in: 40...64)))
        case .gradient:
            (top, bottom) = (
                Colour(random.nextUniform(), random.nextUniform(), random.nextUniform()),
                Colour(random.nextUniform(), random.nextUniform(), random.nextUniform())
            )
        }
        horizon = weather != .gradient && random.chance(0.6) ? random.next(in: 0.7...0.95) : nil
    }

    func raster(width: Int, height: Int) -> Raster {
        let (w, h) = (Double(width), Double(height))
        return Raster(width: width, height: height, points: 2) { x, y in
            if let horizon {
                let skyline = horizon + 0.05 * Pattern.fractal(x / w * 5, 0.5, octaves: 6, salt + 50)
                if y / h > skyline {
                    return top * 0.12 * (1 + 0.4 * Pattern.fractal(x / 8, y / 8, octaves: 4, salt + 60))
                }
            }
            let share = min(max(y / h + tilt * (x / w - 0.5), 0), 1)
            let sky = top.mixed(with: bottom, weather == .clear ? share * share : share)
            switch weather {
            case .clouds:
                let drift = Pattern.fractal(x / 110, y / 50, octaves: 6, salt)
                return sky.mixed(with: Colour(repeating: 0.85 - 0.3 * drift), 0.9 * Pattern.step(0, 0.5, drift + 0.1))
            case .night:
                let star = Pattern.spots(x / 37, y / 37, salt)
                return sky + Colour(repeating: star.distance < 0.03 ? 0.6 * star.identity : 0)
            default: return sky
            }
        }
    }
}
