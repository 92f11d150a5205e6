internal import Foundation

/// Ground of no particular thing: patches with soft and sharp borders, each a fractal whose spectrum falls as in
/// photographs (Field: Relations between the Statistics of Natural Images and the Response Properties of Cortical Cells,
/// 1987: amplitude about 1/f).
struct FractalScene {
    private let colours: [(dark: Colour, light: Colour)]
    /// What is left of an octave's strength in the next: 0.5 is smooth, 0.8 rough.
    private let persistence: [Double]
    private let sharpness: Double
    private let patch: Double
    private let salt: Int

    init(random: inout SplitMix64) {
        colours = (0..<3).map { _ in
            let base = Colour(random.next(in: 0.05...0.5), random.next(in: 0.05...0.5), random.next(in: 0.05...0.5))
            return (
                base, base + Colour(random.next(in: 0.1...0.4), random.next(in: 0.1...0.4), random.next(in: 0.1...0.4))
            )
        }
        persistence = (0..<3).map { _ in random.next(in: 0.4...0.75) }
        sharpness = random.next(in: 0.005...0.3)
        patch = random.next(in: 50...200)
        salt = random.next(in: 0...1_000_000)
    }

    func raster(width: Int, height: Int) -> Raster {
        Raster(width: width, height: height, points: 2) { x, y in
            let first = Pattern.fractal(x / patch, y / patch, octaves: 5, salt)
            let second = Pattern.fractal(x / patch, y / patch, octaves: 3, salt + 40)
            let colour = patch(0, x, y).mixed(with: patch(1, x, y), Pattern.step(-sharpness, sharpness, first))
            let coded = colour.mixed(with: patch(2, x, y), Pattern.step(-sharpness, sharpness, second - 0.15))
            return Colour(SRGBCurve.linear(coded.x), SRGBCurve.linear(coded.y), SRGBCurve.linear(coded.z))
        }
    }

    private func patch(_ index: Int, _ x: Double, _ y: Double) -> Colour {
        var (sum, strength, scale) = (0.0, 0.5, 1.0 / 90)
        for octave in 0..<7 {
            sum += strength * Pattern.noise(x * scale, y * scale, salt + 100 * (index + 1) + octave)
            strength *= persistence[index]
            scale *= 2
        }
        return colours[index].dark.mixed(with: colours[index].light, 0.5 + sum)
    }
}
