/// The grain of film: clumps of one to two pixels in luma, strongest in the middle tones.
package struct FilmGrain: Sendable {
    /// Deviation at middle gray, on the scale of 0 to 255.
    package var sigma: Double
    /// Size of the clumps: deviation in pixels of the Gaussian that makes them.
    package var size: Double

    package init(sigma: Double, size: Double) {
        self.sigma = sigma
        self.size = size
    }

    func apply(to picture: Rendition, random: inout SplitMix64) -> Rendition {
        let white = Rendition(
            width: picture.width, height: picture.height,
            pixels: picture.pixels.map { _ in random.nextNormal(isGray: false) })
        let grain = white.blurred(sigma: size)
        let squares = grain.pixels.reduce(0) { $0 + $1.x * $1.x }
        let unit = sigma / 255 / (squares / Double(grain.pixels.count)).squareRoot()
        var result = picture
        for index in result.pixels.indices {
            let pixel = picture.pixels[index].clamped(lowerBound: .zero, upperBound: .one)
            let luma = (pixel * LumaSharpener.weights).sum()
            let strength = 0.25 + 3 * luma * (1 - luma)
            // The dyes' grains differ a little.
            let clump = grain.pixels[index]
            result.pixels[index] += unit * strength * (0.85 * Colour(repeating: clump.x) + 0.3 * clump)
        }
        return result
    }
}
