/// The village's parts in places drawn by lot: other hills, other clouds, trees and houses here and there, from near or
/// far, at another time of day.
struct Countryside {
    private let land = Landscape()
    private let tree = Tree()
    private let house = House()
    private let balloon = Balloon()
    private let laundry = Laundry()

    /// How far along the endless land, in the village's units.
    private let place: Double
    /// Units a pixel.
    private let scale: Double
    private let top: Double
    private let isMirrored: Bool
    private let light: Colour
    /// Left edges of trees and houses: their place in the village moved by so much.
    private let trees: [SIMD2<Double>]
    private let houses: [Double]
    private let balloonShift: SIMD2<Double>?

    init(random: inout SplitMix64, width: Int, height: Int) {
        place = random.next(in: 2000...200_000)
        scale = random.pick([0.5, 0.75, 1, 1, 1.3, 1.3])
        // The picture lies within the village's height.
        top = random.next(in: 0...max(512 - scale * Double(height), 0))
        isMirrored = random.chance(0.5)
        let warmth = random.next(in: -0.12...0.2)
        light = Colour(1 + warmth, 1, 1 - warmth) * random.next(in: 0.55...1.05)
        let span = scale * Double(width)
        trees = (0..<random.next(in: 0...3)).map { _ in
            SIMD2(random.next(in: -200...span - 100), random.next(in: -30...25))
        }
        houses = random.chance(0.6) ? [random.next(in: -420...span - 380)] : []
        balloonShift =
            random.chance(0.3) ? SIMD2(random.next(in: -600...span - 628), random.next(in: -40...60)) : nil
    }

    func raster(width: Int, height: Int) -> Raster {
        let span = scale * Double(width)
        return Raster(width: width, height: height, points: 2) { x, y in
            let u = isMirrored ? span - scale * x : scale * x
            return light * colour(u, top + scale * y)
        }
    }

    private func colour(_ x: Double, _ y: Double) -> Colour {
        for shift in trees {
            if let colour = tree.colour(x - shift.x, y - shift.y) { return colour }
        }
        for shift in houses {
            if let colour = laundry.colour(x - shift, y) ?? house.colour(x - shift, y) { return colour }
        }
        if let ground = land.ground(x + place, y) { return ground }
        if let shift = balloonShift, let colour = balloon.colour(x - shift.x, y - shift.y) { return colour }
        return land.sky(x + place, y)
    }
}
