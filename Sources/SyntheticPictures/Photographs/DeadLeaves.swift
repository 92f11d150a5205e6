internal import Foundation

/// Discs that hide each other, radii distributed as r^-3: statistics and edges as in photographs of nature.
///
/// Lee, Mumford, Huang: Occlusion Models for Natural Images (2001). Leaves may have a texture and a shading of their own.
struct DeadLeaves {
    /// How much of the leaves' look is texture, 0 to 1.
    let texture: Double
    /// Radii in pixels.
    let radii: ClosedRange<Double>
    let palette: [Colour]

    init(random: inout SplitMix64, height: Int) {
        texture = random.pick([0.0, 0.3, 0.7, 1])
        radii = random.pick([2.0, 4, 8])...Double(height) * random.next(in: 0.15...0.5)
        palette = (0..<random.next(in: 3...8)).map { _ in
            let gray = random.next(in: 0.15...0.85)
            let tint = Colour(random.next(in: -1...1), random.next(in: -1...1), random.next(in: -1...1))
            return Colour(repeating: gray) + 0.12 * tint
        }
    }

    private struct Leaf {
        let centre: SIMD2<Double>
        let radius: Double
        /// sRGB-coded.
        let colour: Colour
        let shade: SIMD2<Double>
        /// Direction and stretch of the texture.
        let grain: SIMD2<Double>
        let stretch: Double
        let strength: Double
        let salt: Int
    }

    /// Light; drawn at twice the resolution.
    func raster(width: Int, height: Int, random: inout SplitMix64) -> Raster {
        let (w, h) = (2 * width, 2 * height)
        var leaves = [Leaf]()
        var owner = [Int32](repeating: -1, count: w * h)
        var left = w * h
        // From the front to the back: what is taken stays taken.
        while left > w * h / 500, leaves.count < 200_000 {
            let leaf = leaf(w, h, &random)
            let index = Int32(leaves.count)
            leaves.append(leaf)
            let bottom = min(Int(leaf.centre.y + leaf.radius), h - 1)
            for y in max(Int(leaf.centre.y - leaf.radius), 0)...max(bottom, 0) {
                let dy = Double(y) + 0.5 - leaf.centre.y
                let half = leaf.radius * leaf.radius - dy * dy
                guard half > 0, y <= bottom else { continue }
                let reach = half.squareRoot()
                let first = max(Int((leaf.centre.x - reach).rounded()), 0)
                let last = min(Int((leaf.centre.x + reach).rounded()), w)
                guard first < last else { continue }
                for x in first..<last where owner[y * w + x] < 0 {
                    owner[y * w + x] = index
                    left -= 1
                }
            }
        }
        var pixels = [Colour](repeating: Colour(sRGB: 90, 90, 90), count: w * h)
        for y in 0..<h {
            for x in 0..<w where owner[y * w + x] >= 0 {
                pixels[y * w + x] = colour(leaves[Int(owner[y * w + x])], SIMD2(Double(x), Double(y)))
            }
        }
        return Raster(width: w, height: h, pixels: pixels).reduced(toWidth: width, height: height)
    }

    private func leaf(_ w: Int, _ h: Int, _ random: inout SplitMix64) -> Leaf {
        // The inverse of the distribution of r^-3 between the bounds, at twice the resolution.
        let (low, high) = (2 * radii.lowerBound, 2 * radii.upperBound)
        let share = random.nextUniform()
        let radius = 1 / ((1 - share) / (low * low) + share / (high * high)).squareRoot()
        let angle = random.next(in: 0...2 * .pi)
        let base = random.pick(palette) + 0.1 * Colour(repeating: random.nextGaussian())
        return Leaf(
            centre: SIMD2(random.next(in: -radius...Double(w) + radius), random.next(in: -radius...Double(h) + radius)),
            radius: radius,
            colour: base.clamped(lowerBound: Colour(repeating: 0.02), upperBound: Colour(repeating: 0.98)),
            shade: SIMD2(random.next(in: -0.15...0.15), random.next(in: -0.15...0.15)),
            grain: SIMD2(cos(angle), sin(angle)),
            stretch: random.pick([1, 1, 4, 10]),
            strength: random.chance(0.6) ? texture * random.next(in: 0.05...0.3) : 0,
            salt: random.next(in: 0...100_000))
    }

    private func colour(_ leaf: Leaf, _ place: SIMD2<Double>) -> Colour {
        let offset = place - leaf.centre
        var colour = leaf.colour * (1 + (offset * leaf.shade).sum() / leaf.radius)
        if leaf.strength > 0 {
            let along = (offset * leaf.grain).sum()
            let across = offset.x * leaf.grain.y - offset.y * leaf.grain.x
            colour *= 1 + leaf.strength * Pattern.fractal(along / 7 / leaf.stretch, across / 7, octaves: 3, leaf.salt)
        }
        colour.clamp(lowerBound: .zero, upperBound: .one)
        return Colour(SRGBCurve.linear(colour.x), SRGBCurve.linear(colour.y), SRGBCurve.linear(colour.z))
    }
}
