internal import Foundation

/// What pictures have in common, whether they hold light or coded samples: three numbers a pixel, row by row.
package protocol PixelGrid {
    var width: Int { get }
    var height: Int { get }
    var pixels: [Colour] { get }

    init(width: Int, height: Int, pixels: [Colour])
}

extension Raster: PixelGrid {}
extension Rendition: PixelGrid {}

extension PixelGrid {
    /// The picture under a Gaussian; borders repeat their last pixel.
    ///
    /// - Parameter sigma: its deviation in pixels; 0 changes nothing.
    package func blurred(sigma: Double) -> Self {
        guard sigma > 0 else { return self }
        let radius = max(Int((3 * sigma).rounded(.up)), 1)
        let raw = (-radius...radius).map { exp(-Double($0 * $0) / (2 * sigma * sigma)) }
        let total = raw.reduce(0, +)
        let taps = raw.map { $0 / total }
        var rows = pixels
        for y in 0..<height {
            for x in 0..<width {
                var sum = Colour.zero
                for (index, tap) in taps.enumerated() {
                    sum += tap * pixels[y * width + min(max(x + index - radius, 0), width - 1)]
                }
                rows[y * width + x] = sum
            }
        }
        var blurred = rows
        for y in 0..<height {
            for x in 0..<width {
                var sum = Colour.zero
                for (index, tap) in taps.enumerated() {
                    sum += tap * rows[min(max(y + index - radius, 0), height - 1) * width + x]
                }
                blurred[y * width + x] = sum
            }
        }
        return Self(width: width, height: height, pixels: blurred)
    }

    /// The picture at a lower resolution, each pixel the mean over the area that it stands for.
    package func reduced(toWidth newWidth: Int, height newHeight: Int) -> Self {
        let (columns, rows) = (Reduction(from: width, to: newWidth), Reduction(from: height, to: newHeight))
        var narrow = [Colour](repeating: .zero, count: newWidth * height)
        for y in 0..<height {
            for x in 0..<newWidth {
                for tap in columns.taps[x] { narrow[y * newWidth + x] += tap.weight * pixels[y * width + tap.index] }
            }
        }
        var small = [Colour](repeating: .zero, count: newWidth * newHeight)
        for y in 0..<newHeight {
            for tap in rows.taps[y] {
                for x in 0..<newWidth { small[y * newWidth + x] += tap.weight * narrow[tap.index * newWidth + x] }
            }
        }
        return Self(width: newWidth, height: newHeight, pixels: small)
    }

    /// A part of the picture, which must lie inside it.
    package func cropped(x left: Int, y top: Int, width: Int, height: Int) -> Self {
        Self(
            width: width, height: height,
            pixels: (top..<top + height).flatMap { y in pixels[y * self.width + left..<y * self.width + left + width] })
    }
}

/// Which samples a sample of a lower resolution is the mean of.
private struct Reduction {
    let taps: [[(index: Int, weight: Double)]]

    init(from count: Int, to newCount: Int) {
        let step = Double(count) / Double(newCount)
        taps = (0..<newCount).map { target in
            let (low, high) = (Double(target) * step, Double(target + 1) * step)
            return (Int(low)..<min(Int(high.rounded(.up)), count)).map { index in
                (index, (min(Double(index + 1), high) - max(Double(index), low)) / step)
            }
        }
    }
}
