internal import TestSupport

/// A camera with one colour filter a pixel: from the light of a scene to a developed, still linear picture.
struct Camera: Sendable {
    /// Electrons that a green photosite collects at paper white. Few electrons, much noise.
    var fullWell = 280.0
    /// Deviation of the read-out in electrons.
    var readNoise = 2.6
    /// Without noise it gives the truth that a denoiser is measured against: lens, mosaic and all.
    var isNoisy = true
    var seed: UInt64 = 1

    /// Red and blue photosites get less light than green ones; white balance makes up for it, and amplifies noise.
    private let whiteBalance = Colour(1.9, 1, 1.5)

    func photograph(_ scene: Raster) -> Raster {
        Demosaic(mosaic: exposed(throughLens(scene)), width: scene.width, height: scene.height).raster()
    }

    /// Linear raw values after white balance, one a pixel, 1 at paper white.
    private func exposed(_ scene: Raster) -> [Double] {
        var generator = SplitMix64(seed: seed)
        var mosaic = [Double]()
        mosaic.reserveCapacity(scene.pixels.count)
        for y in 0..<scene.height {
            for x in 0..<scene.width {
                let filter = BayerPattern.filter(x, y)
                let electrons = scene[x, y][filter] / whiteBalance[filter] * fullWell
                // Photons arrive at random: the variance of their number is the number itself.
                let deviation = isNoisy ? (electrons + readNoise * readNoise).squareRoot() : 0
                let read = electrons + deviation * generator.nextGaussian()
                mosaic.append(read / fullWell * whiteBalance[filter])
            }
        }
        return mosaic
    }

    /// A lens spreads a point over its neighbours: three taps in each direction, deviation about 0.55 pixels.
    private func throughLens(_ scene: Raster) -> Raster {
        let (side, middle) = (0.15, 0.70)
        var rows = scene
        for y in 0..<scene.height {
            for x in 0..<scene.width {
                let (left, right) = (scene[max(x - 1, 0), y], scene[min(x + 1, scene.width - 1), y])
                rows[x, y] = middle * scene[x, y] + side * (left + right)
            }
        }
        var blurred = rows
        for y in 0..<scene.height {
            for x in 0..<scene.width {
                let (above, below) = (rows[x, max(y - 1, 0)], rows[x, min(y + 1, scene.height - 1)])
                blurred[x, y] = middle * rows[x, y] + side * (above + below)
            }
        }
        return blurred
    }
}
