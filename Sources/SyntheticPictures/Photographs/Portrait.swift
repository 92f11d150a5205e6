internal import Foundation

/// A head before a blurred background: large smooth shadings, hair and cloth, a few sharp details.
struct Portrait {
    private let skin: Colour
    private let hair: Colour
    private let cloth: Colour
    private let background: (low: Colour, high: Colour)
    private let lights: [(place: SIMD2<Double>, radius: Double, colour: Colour)]
    private let lamp: SIMD2<Double>
    private let middle: SIMD2<Double>
    private let salt: Int

    init(random: inout SplitMix64) {
        skin = random.pick([
            Colour(sRGB: 226, 178, 150), Colour(sRGB: 196, 142, 108), Colour(sRGB: 132, 88, 62),
            Colour(sRGB: 86, 58, 44), Colour(sRGB: 240, 204, 184),
        ])
        hair = random.pick([
            Colour(sRGB: 34, 26, 22), Colour(sRGB: 96, 62, 36), Colour(sRGB: 178, 140, 84), Colour(sRGB: 150, 148, 146),
        ])
        cloth = Colour(random.next(in: 0.02...0.6), random.next(in: 0.02...0.6), random.next(in: 0.02...0.6))
        background = (
            Colour(random.next(in: 0.01...0.4), random.next(in: 0.01...0.4), random.next(in: 0.01...0.4)),
            Colour(random.next(in: 0.05...0.7), random.next(in: 0.05...0.7), random.next(in: 0.05...0.7))
        )
        lights = (0..<random.next(in: 0...14)).map { _ in
            (
                SIMD2(random.next(in: -0.8...0.8), random.next(in: -0.6...0.6)), random.next(in: 0.03...0.12),
                Colour(random.next(in: 0.1...0.5), random.next(in: 0.1...0.4), random.next(in: 0.05...0.4))
            )
        }
        lamp = SIMD2(random.next(in: -0.7...0.7), random.next(in: -0.6...0))
        middle = SIMD2(random.next(in: -0.25...0.25), random.next(in: -0.05...0.05))
        salt = random.next(in: 0...1_000_000)
    }

    func raster(width: Int, height: Int) -> Raster {
        let (w, h) = (Double(width), Double(height))
        return Raster(width: width, height: height, points: 2) { x, y in
            // The head is about one unit high.
            let place = SIMD2((x - w / 2) / h, (y - h / 2) / h) * 1.15
            return person(place - middle, pixels: SIMD2(x, y)) ?? backdrop(place)
        }
    }

    private func backdrop(_ p: SIMD2<Double>) -> Colour {
        var colour = background.low.mixed(
            with: background.high, 0.5 - 0.7 * p.y + 0.4 * Pattern.noise(p.x * 2, p.y * 2, salt))
        for light in lights {
            let offset = p - light.place
            let distance = (offset * offset).sum().squareRoot()
            colour += light.colour * Pattern.step(light.radius * 1.06, light.radius * 0.94, distance)
        }
        return colour
    }

    private func person(_ p: SIMD2<Double>, pixels: SIMD2<Double>) -> Colour? {
        let face = p / SIMD2(0.25, 0.34)
        let inFace = (face * face).sum()
        let ragged = 0.05 * Pattern.fractal(pixels.x / 14, pixels.y / 40, octaves: 3, salt + 5)
        let crown = (p + SIMD2(0, 0.06)) / SIMD2(0.31, 0.4)
        if inFace < 1, face.y > -0.62 + 0.25 * face.x * face.x + 2 * ragged { return shaded(face, inFace, pixels) }
        if (crown * crown).sum() < 1 + 2 * ragged, p.y < 0.25 { return strands(p, pixels) }
        if inFace < 1 { return shaded(face, inFace, pixels) }
        if abs(p.x) < 0.13, p.y > 0.2, p.y < 0.44 { return skin * (0.45 - 0.6 * lamp.x * p.x) }
        let shoulder = 0.36 + 0.9 * p.x * p.x
        guard p.y > shoulder else { return nil }
        let weave = 1 + 0.12 * sin(pixels.x * 1.3) * sin(pixels.y * 1.3)
        return cloth * (weave * (0.75 + 0.5 * Pattern.noise(p.x * 5, p.y * 3, salt + 9)))
    }

    private func shaded(_ face: SIMD2<Double>, _ square: Double, _ pixels: SIMD2<Double>) -> Colour {
        let depth = (max(1 - square, 0)).squareRoot()
        let light = max(face.x * lamp.x + face.y * lamp.y + 0.75 * depth, 0) * 0.8 + 0.18
        let pores = 1 + 0.035 * Pattern.fractal(pixels.x / 2.2, pixels.y / 2.2, octaves: 2, salt + 20)
        var colour = skin * (light * pores)
        for side in [-1.0, 1] {
            let eye = (face - SIMD2(0.42 * side, -0.1)) / SIMD2(0.17, 0.075)
            let inEye = (eye * eye).sum()
            if inEye < 1 {
                let iris = (eye.x * eye.x * 4.5 + eye.y * eye.y * 0.9)
                colour = iris < 0.25 ? Colour(repeating: 0.01) : iris < 1 ? hair * 1.4 : Colour(repeating: 0.7 * light)
            }
            let brow = abs(face.y + 0.3 + 0.12 * abs(face.x - 0.42 * side)) < 0.04 && abs(face.x - 0.42 * side) < 0.22
            if brow { colour = hair * 0.8 }
        }
        let mouth = (face - SIMD2(0, 0.52)) / SIMD2(0.3, 0.085)
        if (mouth * mouth).sum() < 1 {
            colour *= abs(mouth.y) < 0.12 ? Colour(0.3, 0.2, 0.2) : Colour(0.95, 0.55, 0.55)
        }
        let nose = Pattern.step(0.09, 0.02, abs(face.x - 0.06) + abs(face.y - 0.2) * 0.2)
        return colour * (1 - 0.25 * nose)
    }

    private func strands(_ p: SIMD2<Double>, _ pixels: SIMD2<Double>) -> Colour {
        let bend = 6 * Pattern.noise(p.x * 4, p.y * 3, salt + 30)
        let strand = Pattern.noise(pixels.x / 1.6 + bend * 3, pixels.y / 28, salt + 31)
        let shine = 0.8 + 0.6 * Pattern.noise(pixels.x / 25, pixels.y / 14, salt + 32)
        return hair * (shine * (1 + 0.6 * strand))
    }
}
