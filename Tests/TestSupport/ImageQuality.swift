internal import Foundation
public import ImagePlanes

/// Peak signal-to-noise ratio in dB, the peak being the largest sample value; infinite for equal planes.
///
/// - Precondition: equal sizes.
public func psnr<Element>(_ a: Plane<Element>, _ b: Plane<Element>) -> Double {
    let (a, b) = (Field(a), Field(b))
    precondition(a.width == b.width && a.height == b.height, "planes of different size can't be compared")
    let squares = zip(a.values, b.values).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
    return psnr(meanSquare: squares / Double(a.values.count), peak: 1)
}

/// Peak signal-to-noise ratio in dB of a mean squared difference; infinite for 0.
public func psnr(meanSquare: Double, peak: Double = 255) -> Double {
    meanSquare == 0 ? .infinity : 10 * log10(peak * peak / meanSquare)
}

/// Mean structural similarity, 1 for equal planes: Gaussian window of 11 by 11, deviation 1.5.
///
/// Wang, Bovik, Sheikh, Simoncelli: Image Quality Assessment: From Error Visibility to Structural Similarity (2004).
///
/// - Precondition: equal sizes, at least 11 by 11.
public func ssim<Element>(_ a: Plane<Element>, _ b: Plane<Element>) -> Double {
    let (a, b) = (Field(a), Field(b))
    precondition(a.width == b.width && a.height == b.height, "planes of different size can't be compared")
    precondition(a.width >= 11 && a.height >= 11, "the window does not fit into the plane")
    let (c1, c2) = (0.01 * 0.01, 0.03 * 0.03)
    let (meanA, meanB) = (a.windowed(), b.windowed())
    let (squareA, squareB, product) = ((a * a).windowed(), (b * b).windowed(), (a * b).windowed())
    var sum = 0.0
    for i in meanA.values.indices {
        let (ma, mb) = (meanA.values[i], meanB.values[i])
        let (varianceA, varianceB) = (squareA.values[i] - ma * ma, squareB.values[i] - mb * mb)
        let covariance = product.values[i] - ma * mb
        sum +=
            (2 * ma * mb + c1) * (2 * covariance + c2)
            / ((ma * ma + mb * mb + c1) * (varianceA + varianceB + c2))
    }
    return sum / Double(meanA.values.count)
}

/// Samples as numbers from 0 to 1, so that the sums above are written once for every sample type.
private struct Field {
    let width: Int
    let height: Int
    let values: [Double]

    init(width: Int, height: Int, values: [Double]) {
        self.width = width
        self.height = height
        self.values = values
    }

    init<Element>(_ plane: Plane<Element>) {
        let scale = 1 / Double(Element.max)
        self.init(
            width: plane.width, height: plane.height,
            values: (0..<plane.height).flatMap { plane.row($0).map { Double($0) * scale } })
    }

    static func * (a: Field, b: Field) -> Field {
        Field(width: a.width, height: a.height, values: zip(a.values, b.values).map { $0 * $1 })
    }

    /// Gaussian mean over every window that lies inside: 10 fewer columns and rows.
    func windowed() -> Field {
        let raw = (-5...5).map { exp(-Double($0 * $0) / (2 * 1.5 * 1.5)) }
        let taps = raw.map { $0 / raw.reduce(0, +) }
        let (innerWidth, innerHeight) = (width - 10, height - 10)
        var rows = [Double](repeating: 0, count: innerWidth * height)
        for y in 0..<height {
            for x in 0..<innerWidth {
                for t in 0..<11 { rows[y * innerWidth + x] += taps[t] * values[y * width + x + t] }
            }
        }
        var result = [Double](repeating: 0, count: innerWidth * innerHeight)
        for y in 0..<innerHeight {
            for t in 0..<11 {
                for x in 0..<innerWidth { result[y * innerWidth + x] += taps[t] * rows[(y + t) * innerWidth + x] }
            }
        }
        return Field(width: innerWidth, height: innerHeight, values: result)
    }
}
