/// A camera with one colour filter a pixel: from the light of a scene to a developed, still linear picture.
package struct Camera: Sendable {
    /// Electrons that a green photosite collects at paper white. Few electrons, much noise.
    package var fullWell: Double
    /// Deviation of the read-out in electrons.
    package var readNoise: Double
    /// Without noise it gives the truth that a denoiser is measured against: lens, mosaic and all.
    package var isNoisy: Bool
    /// How the two colours that a photosite did not see are filled in.
    package var demosaicing: Demosaicing
    /// Seed of the noise.
    package var seed: UInt64

    /// Red and blue photosites get less light than green ones; white balance makes up for it, and amplifies noise.
    private let whiteBalance = Colour(1.9, 1, 1.5)

    package init(
        fullWell: Double = 280, readNoise: Double = 2.6, isNoisy: Bool = true, demosaicing: Demosaicing = .edgeAware,
        seed: UInt64 = 1
    ) {
        self.fullWell = fullWell
        self.readNoise = readNoise
        self.isNoisy = isNoisy
        self.demosaicing = demosaicing
        self.seed = seed
    }

    /// The scene as the camera develops it: linear light, values beyond black and white where noise pushed them there.
    package func photograph(_ scene: Raster) -> Raster {
        demosaicing.raster(mosaic: exposed(throughLens(scene)), width: scene.width, height: scene.height)
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
