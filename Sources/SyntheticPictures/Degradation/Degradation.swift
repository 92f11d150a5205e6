/// What is done to a picture before it is stored. Deviations are on the scale of 8 bits, 0 to 255.
package enum Degradation: Sendable {
    case none
    /// White noise of one deviation in red, green and blue, each for itself; in gray pictures one for all.
    case gaussian(sigma: Double, isGray: Bool = false)
    /// White noise whose variance is the sample's value and nine.
    case poissonGauss
    case filmGrain(FilmGrain)
    /// Every row raised or lowered as a whole, and weaker white noise.
    case banding(sigma: Double)
    /// Single pixels, this share of all, raised by 100 on average.
    case hotPixels(share: Double)
    case camera(CameraChain)

    /// Both the truth and what became of it: a camera has its own view of a scene, noise or not.
    package func apply(to scene: Rendition, seed: UInt64) -> (truth: Rendition, degraded: Rendition) {
        var random = SplitMix64(seed: seed)
        var picture = scene
        switch self {
        case .none: break
        case .gaussian(let sigma, let isGray):
            for index in picture.pixels.indices {
                picture.pixels[index] += sigma / 255 * random.nextNormal(isGray: isGray)
            }
        case .poissonGauss:
            for index in picture.pixels.indices {
                let variance = (255 * picture.pixels[index] + 9).clamped(
                    lowerBound: .zero, upperBound: Colour(repeating: 264))
                picture.pixels[index] += variance.squareRoot() / 255 * random.nextNormal(isGray: false)
            }
        case .filmGrain(let grain): picture = grain.apply(to: picture, random: &random)
        case .banding(let sigma):
            for y in 0..<picture.height {
                let row = sigma / 255 * random.nextGaussian()
                for x in 0..<picture.width {
                    picture[x, y] += row + sigma / 3 / 255 * random.nextNormal(isGray: false)
                }
            }
        case .hotPixels(let share):
            for index in picture.pixels.indices where random.chance(share) {
                // A hot photosite has one colour; demosaicing leaves it mostly there.
                var colour = Colour(repeating: 0.15)
                colour[random.next(in: 0...2)] = 1
                picture.pixels[index] += colour * random.next(in: 0.2...0.6)
            }
        case .camera(let chain): return chain.photograph(Raster(scene))
        }
        return (scene, picture)
    }
}

extension SplitMix64 {
    /// Three numbers of the normal distribution, or one number thrice.
    mutating func nextNormal(isGray: Bool) -> Colour {
        isGray ? Colour(repeating: nextGaussian()) : Colour(nextGaussian(), nextGaussian(), nextGaussian())
    }
}
