internal import Foundation

/// Surfaces that fill a picture from edge to edge.
enum Texture: String, Sendable, CaseIterable {
    case brick, grass, cloth, denim, fur, stone, concrete, wood, gravel

    /// Light from the surface.
    ///
    /// - Parameter scale: size of its parts; at 1 bricks are 44 pixels long, and threads of cloth 4 wide.
    func raster(width: Int, height: Int, scale: Double, random: inout SplitMix64) -> Raster {
        let salt = random.next(in: 0...1_000_000)
        let tone = Colour(random.next(in: 0.85...1.15), 1, random.next(in: 0.85...1.15)) * random.next(in: 0.5...1.1)
        let angle = random.next(in: -0.12...0.12)
        let (along, across) = (cos(angle) / scale, sin(angle) / scale)
        return Raster(width: width, height: height, points: 3) { x, y in
            let place = SIMD2(x * along - y * across + 1000, x * across + y * along + 1000)
            return tone * (self.colour(place.x, place.y, salt) * illumination(x, y, salt))
        }
    }

    /// Light falls unevenly.
    private func illumination(_ x: Double, _ y: Double, _ salt: Int) -> Double {
        0.9 + 0.25 * Pattern.noise(x / 260, y / 260, salt + 900)
    }

    private func colour(_ x: Double, _ y: Double, _ salt: Int) -> Colour {
        switch self {
        case .brick: brick(x, y, salt)
        case .grass: grass(x, y, salt)
        case .cloth: plainWeave(x, y, salt)
        case .denim: twill(x, y, salt)
        case .fur: fur(x, y, salt)
        case .stone: stone(x, y, salt)
        case .concrete: concrete(x, y, salt)
        case .wood: wood(x, y, salt)
        case .gravel: gravel(x, y, salt)
        }
    }

    private func brick(_ x: Double, _ y: Double, _ salt: Int) -> Colour {
        let row = (y / 19).rounded(.down)
        let place = (x + (Int(row) % 2 == 0 ? 0 : 22)) / 44
        let brick = place.rounded(.down)
        let ragged = 1.2 * Pattern.fractal(x / 5, y / 5, octaves: 3, salt)
        let grain = 1 + 0.35 * Pattern.fractal(x / 4, y / 4, octaves: 4, salt + 10)
        let (inX, inY) = ((place - brick) * 44 + ragged, (y / 19 - row) * 19 + ragged)
        if inX < 2.6 || inY < 2.6 { return Colour(sRGB: 186, 176, 162) * grain }
        let tone = Pattern.random(Int(brick), Int(row), salt + 20)
        return Colour(sRGB: 142, 70, 54).mixed(with: Colour(sRGB: 192, 122, 92), tone) * grain
    }

    private func grass(_ x: Double, _ y: Double, _ salt: Int) -> Colour {
        // Blades in three layers, each leaning its own way; the nearest of the bright ones is seen.
        var best = 0.0
        for layer in 0..<3 {
            let lean = [0.3, -0.25, 0.05][layer] * y + 7 * Pattern.noise(x / 40, y / 40, salt + layer)
            let blade = Pattern.noise((x + lean) / 1.9, y / 26, salt + 10 * layer)
            best = max(best, 0.5 + 0.5 * blade - 0.12 * Double(layer))
        }
        let patches = 1 + 0.35 * Pattern.fractal(x / 50, y / 50, octaves: 3, salt + 60)
        let dry = Pattern.step(0.3, 0.8, Pattern.noise(x / 2.4, y / 15, salt + 70))
        let green = Colour(sRGB: 22, 40, 12).mixed(with: Colour(sRGB: 138, 172, 66), best * best * 1.1)
        return green.mixed(with: Colour(sRGB: 176, 164, 98), dry * 0.5) * patches
    }

    /// Threads over and under each other in turn.
    private func plainWeave(_ x: Double, _ y: Double, _ salt: Int) -> Colour {
        let (u, v) = (x / 4, y / 4)
        let (i, j) = (Int(u.rounded(.down)), Int(v.rounded(.down)))
        let isWarp = (i + j) % 2 == 0
        let round = isWarp ? sin(.pi * (u - Double(i))) : sin(.pi * (v - Double(j)))
        let bow = isWarp ? sin(.pi * (v - Double(j))) : sin(.pi * (u - Double(i)))
        let thread = isWarp ? Pattern.random(i, 0, salt) : Pattern.random(0, j, salt + 1)
        let fibres = 1 + 0.2 * Pattern.noise(x / (isWarp ? 0.8 : 5), y / (isWarp ? 5 : 0.8), salt + 2)
        let light = (0.3 + 0.45 * round + 0.25 * bow) * (0.8 + 0.4 * thread) * fibres
        return Colour(sRGB: 196, 178, 150) * light
    }

    /// Blue warp over two, under one: diagonal ribs, pale specks.
    private func twill(_ x: Double, _ y: Double, _ salt: Int) -> Colour {
        let (u, v) = (x / 3.4, y / 3.4)
        let (i, j) = (Int(u.rounded(.down)), Int(v.rounded(.down)))
        let isWarp = (i + j) % 3 != 0
        let round = isWarp ? sin(.pi * (u - Double(i))) : sin(.pi * (v - Double(j)))
        let worn = Pattern.fractal(x / 45, y / 70, octaves: 5, salt + 5)
        let thread = isWarp ? Pattern.random(i, j / 9, salt) : Pattern.random(i / 7, j, salt + 1)
        let light = (0.35 + 0.65 * round) * (0.7 + 0.6 * thread)
        let dye =
            isWarp
            ? Colour(sRGB: 52, 74, 122).mixed(with: Colour(sRGB: 128, 150, 186), 0.4 + worn)
            : Colour(sRGB: 190, 194, 200)
        return dye * light
    }

    private func fur(_ x: Double, _ y: Double, _ salt: Int) -> Colour {
        // Hair is noise stretched along its direction, which waves.
        let u = x + 0.4 * y + 26 * Pattern.fractal(x / 90, y / 90, octaves: 2, salt)
        let v = y + 12 * Pattern.noise(x / 50, y / 50, salt + 7)
        let wisp = Pattern.noise(u / 9, v / 40, salt + 1)
        let hair = Pattern.noise(u / 1.5 + 2 * wisp, v / 24, salt + 2)
        let tuft = Pattern.fractal(u / 22, v / 36, octaves: 3, salt + 3)
        let light = max(0.42 + 0.3 * hair + 0.2 * wisp + 0.4 * tuft, 0.03)
        return Colour(sRGB: 120, 84, 52).mixed(with: Colour(sRGB: 232, 208, 172), light) * (0.4 + 0.8 * light)
    }

    private func stone(_ x: Double, _ y: Double, _ salt: Int) -> Colour {
        let warp = 9 * Pattern.fractal(x / 40, y / 40, octaves: 3, salt)
        let layers = Pattern.fractal((x + warp) / 60, (y + 2 * warp) / 9, octaves: 5, salt + 5)
        let grain = Pattern.fractal(x / 5, y / 5, octaves: 4, salt + 10)
        let crack = Pattern.step(0.02, 0, abs(Pattern.fractal(x / 70, y / 50, octaves: 5, salt + 20)))
        let light = max(0.8 + 0.55 * layers + 0.4 * grain, 0.1) * (1 - 0.7 * crack)
        return Colour(sRGB: 142, 136, 128) * light
    }

    private func concrete(_ x: Double, _ y: Double, _ salt: Int) -> Colour {
        let stains = Pattern.fractal(x / 120, y / 90, octaves: 5, salt)
        let grain = Pattern.noise(x / 1.8, y / 1.8, salt + 10) + 0.7 * Pattern.noise(x / 3.7, y / 3.7, salt + 11)
        let pit = Pattern.spots(x / 21, y / 21, salt + 20)
        let hole = pit.identity > 0.72 ? Pattern.step(0.13, 0.06, pit.distance) : 0
        return Colour(sRGB: 164, 162, 156) * ((1 + 0.3 * stains + 0.09 * grain) * (1 - 0.6 * hole))
    }

    private func wood(_ x: Double, _ y: Double, _ salt: Int) -> Colour {
        let bend = 10 * Pattern.fractal(x / 240, y / 60, octaves: 3, salt)
        let ring = 0.5 + 0.5 * sin((y + bend) / 3.6 + 3 * Pattern.noise(x / 150, y / 20, salt + 5))
        let fibre = Pattern.noise(x / 34, y / 1.3, salt + 10)
        let pore = Pattern.step(0.55, 0.9, Pattern.noise(x / 18, y / 1.1, salt + 11))
        return Colour(sRGB: 122, 78, 42).mixed(with: Colour(sRGB: 202, 154, 100), ring)
            * ((1 + 0.18 * fibre) * (1 - 0.5 * pore))
    }

    private func gravel(_ x: Double, _ y: Double, _ salt: Int) -> Colour {
        let stone = Pattern.spots(x / 11, y / 9, salt)
        let grain = 1 + 0.4 * Pattern.fractal(x / 3, y / 3, octaves: 3, salt + 10)
        let base = Colour(sRGB: 96, 90, 84).mixed(with: Colour(sRGB: 208, 196, 178), stone.identity)
        return base * (grain * (1.05 - 0.85 * Pattern.step(0.3, 0.75, stone.distance)))
    }
}
