internal import Foundation
package import ImagePlanes

extension SplitMix64 {
    /// A number of the normal distribution with mean 0 and deviation 1 (Box and Muller's transform).
    package mutating func nextGaussian() -> Double {
        // 1 - u is never 0, so the logarithm is finite.
        let radius = (-2 * log(1 - nextUniform())).squareRoot()
        return radius * cos(2 * .pi * nextUniform())
    }
}

extension Plane {
    /// The plane with white Gaussian noise, rounded and clamped to the range of its samples.
    ///
    /// - Parameter sigma: standard deviation on the plane's own scale (0…255 or 0…65535).
    package func addingGaussianNoise(sigma: Double, seed: UInt64) -> Plane {
        var generator = SplitMix64(seed: seed)
        var noisy = self
        for y in 0..<height {
            for x in 0..<width {
                let value = Double(self[x, y]) + sigma * generator.nextGaussian()
                noisy[x, y] = Element(min(max(value.rounded(), 0), Double(Element.max)))
            }
        }
        return noisy
    }
}
