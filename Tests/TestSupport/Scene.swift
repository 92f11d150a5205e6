internal import Foundation
public import ImagePlanes

/// Synthetic pictures without noise, for tests that need to know the truth.
public enum Scene: String, CaseIterable, Sendable {
    /// One value everywhere, 0.5.
    case flat
    /// Dark at the top left, light at the bottom right.
    case gradient
    /// Fine detail at every scale: three octaves of value noise over a weave.
    case texture
    /// Dark strokes of one to four pixels on a light ground, as in text.
    case text
    /// A straight edge five degrees off the vertical, contrast 0.5, as in sharpness measurement (ISO 12233).
    case slantedEdge

    /// The scene as samples over the full range of their type.
    public func plane<Element: Sample>(
        _ type: Element.Type = UInt8.self, width: Int, height: Int
    ) -> Plane<Element> {
        var plane = Plane<Element>(width: width, height: height)
        let maximum = Double(Element.max)
        for y in 0..<height {
            for x in 0..<width {
                let value = brightness(x: x, y: y, width: width, height: height)
                plane[x, y] = Element((min(max(value, 0), 1) * maximum).rounded())
            }
        }
        return plane
    }

    /// Brightness at a pixel, 0 to 1.
    private func brightness(x: Int, y: Int, width: Int, height: Int) -> Double {
        switch self {
        case .flat:
            return 0.5
        case .gradient:
            return 0.1 + 0.8 * (Double(x) / Double(width) + Double(y) / Double(height)) / 2
        case .texture:
            let weave = 0.04 * sin(Double(x) * 1.1) * sin(Double(y) * 0.9)
            let noise = [32.0, 11, 4].map { valueNoise(Double(x) / $0, Double(y) / $0) }
            return 0.5 + weave + 0.30 * noise[0] + 0.18 * noise[1] + 0.12 * noise[2]
        case .text:
            // Letters are cells of 10 by 14 pixels; a hash decides which strokes of a cell are drawn.
            let (column, row, cellX, cellY) = (x / 10, y / 14, x % 10, y % 14)
            guard cellX < 8, cellY < 11 else { return 0.9 }
            let strokes = latticeHash(column, row)
            let stem = 1 + (column + row) % 4
            let isInk =
                (strokes & 1 != 0 && cellX < stem) || (strokes & 2 != 0 && cellX >= 8 - stem)
                || (strokes & 4 != 0 && cellY < 2) || (strokes & 8 != 0 && cellY >= 9)
                || (strokes & 16 != 0 && cellY == 5)
            return isInk ? 0.12 : 0.9
        case .slantedEdge:
            let distance = Double(x) - Double(width) / 2 - (Double(y) - Double(height) / 2) * tan(5 * .pi / 180)
            // The ramp over one pixel is that of a sensor that integrates over its area.
            return 0.25 + 0.5 * min(max(distance + 0.5, 0), 1)
        }
    }

    /// Smooth noise of unit lattice spacing, -0.5 to 0.5.
    private func valueNoise(_ x: Double, _ y: Double) -> Double {
        let (cellX, cellY) = (Int(x.rounded(.down)), Int(y.rounded(.down)))
        let (u, v) = (smooth(x - Double(cellX)), smooth(y - Double(cellY)))
        func corner(_ dx: Int, _ dy: Int) -> Double {
            Double(latticeHash(cellX + dx, cellY + dy) >> 11) * 0x1p-53 - 0.5
        }
        let top = corner(0, 0) * (1 - u) + corner(1, 0) * u
        let bottom = corner(0, 1) * (1 - u) + corner(1, 1) * u
        return top * (1 - v) + bottom * v
    }

    private func smooth(_ t: Double) -> Double { t * t * (3 - 2 * t) }

    private func latticeHash(_ x: Int, _ y: Int) -> UInt64 {
        var generator = SplitMix64(seed: UInt64(bitPattern: Int64(x)) &* 0x1_0000_01B3 ^ UInt64(bitPattern: Int64(y)))
        _ = generator.next()
        return generator.next()
    }
}
