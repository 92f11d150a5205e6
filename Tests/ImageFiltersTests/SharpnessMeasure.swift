import Foundation

/// Sharpness and its price, measured on a slanted edge (after ISO 12233).
struct SharpnessMeasure {
    /// Spatial frequency at which the contrast has fallen to one half, in cycles per pixel.
    let mtf50: Double
    /// What lies beyond the two levels of the step, mean of both sides, as a share of the step.
    let overshoot: Double
    /// Pixels that lie beyond 2 % of the step, mean of both sides.
    let halo: Double

    private static let angle = 5 * Double.pi / 180
    /// Pixels on each side of the edge that are looked at.
    private static let reach = 20
    private static let binsPerPixel = 4

    /// An edge five degrees off the vertical through the middle, blurred by a Gaussian, in whole 8-bit values.
    static func edge(size: Int = 320, low: Double = 60, high: Double = 190, blur: Double = 1) -> FloatPicture {
        // A sensor that integrates over its area adds the variance of its width.
        let deviation = (blur * blur + 1.0 / 12).squareRoot()
        return FloatPicture(width: size, height: size) { x, y in
            let share = 0.5 * (1 + erf(distance(x, y, size) / (deviation * 2.squareRoot())))
            return (low + (high - low) * share).rounded()
        }
    }

    /// Distance of a pixel's centre from the edge, positive on the light side.
    private static func distance(_ x: Int, _ y: Int, _ size: Int) -> Double {
        let middle = Double(size) / 2
        return (Double(x) + 0.5 - middle) * cos(angle) + (Double(y) + 0.5 - middle) * sin(angle)
    }

    /// - Parameter picture: a picture of `edge`, filtered.
    init(_ picture: FloatPicture) {
        let step = SharpnessMeasure.normalisedProfile(picture)
        let (greatest, least) = (step.max()!, step.min()!)
        overshoot = (max(greatest - 1, 0) + max(-least, 0)) / 2
        let outside = step.count { $0 > 1.02 || $0 < -0.02 }
        halo = Double(outside) / Double(SharpnessMeasure.binsPerPixel) / 2

        let count = step.count - 1
        let line = (0..<count).map { i in
            (step[i + 1] - step[i]) * (0.5 - 0.5 * cos(2 * Double.pi * Double(i) / Double(count - 1)))
        }
        let whole = abs(line.reduce(0, +))
        let frequencies = Swift.stride(from: 0.0, to: 2, by: 0.0005)
        mtf50 = frequencies.first { SharpnessMeasure.contrast(line, $0) < whole / 2 } ?? 2
    }

    /// The edge's profile at a quarter of a pixel, 0 on the dark side and 1 on the light one.
    private static func normalisedProfile(_ picture: FloatPicture) -> [Double] {
        let count = 2 * reach * binsPerPixel
        var sums = [Double](repeating: 0, count: count)
        var samples = [Double](repeating: 0, count: count)
        for y in 21..<picture.height - 20 {
            for x in 0..<picture.width {
                let position = distance(x, y, picture.width) + Double(reach)
                let bin = Int((position * Double(binsPerPixel)).rounded(.down))
                guard (0..<count).contains(bin) else { continue }
                sums[bin] += Double(picture[x, y])
                samples[bin] += 1
            }
        }
        let profile = zip(sums, samples).map { $0 / $1 }
        let (low, high) = (profile.prefix(24).sorted()[12], profile.suffix(24).sorted()[12])
        return profile.map { ($0 - low) / (high - low) }
    }

    /// Magnitude of the line's spectrum at a frequency in cycles per pixel.
    private static func contrast(_ line: [Double], _ frequency: Double) -> Double {
        var (real, imaginary) = (0.0, 0.0)
        for (i, value) in line.enumerated() {
            let phase = 2 * Double.pi * frequency * Double(i) / Double(binsPerPixel)
            real += value * cos(phase)
            imaginary += value * sin(phase)
        }
        return (real * real + imaginary * imaginary).squareRoot()
    }
}
