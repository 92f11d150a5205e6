import Foundation
import ImageFilters

/// The textbook formulas in Double, one sample at a time: what the kernels are compared with.
enum KernelReference {
    /// A plane whose outside is mirrored without repeating the edge.
    struct Mirrored<Element: Sample> {
        let plane: Plane<Element>

        subscript(x: Int, y: Int) -> Double {
            Double(plane[mirrorPosition(x, plane.width), mirrorPosition(y, plane.height)])
        }
    }

    static func nonLocalMeans<Element>(
        _ planes: [Plane<Element>], strength: Double, templateSize: Int, searchSize: Int
    ) -> [[Double]] {
        let mirrored = planes.map { Mirrored(plane: $0) }
        let unit = Double(Element.max) / 255
        let template = -(templateSize / 2)...templateSize / 2
        let search = -(searchSize / 2)...searchSize / 2
        let terms = Double(templateSize * templateSize * planes.count) * strength * strength * unit * unit
        return weightedMeans(planes) { x, y, add in
            for dy in search {
                for dx in search {
                    var distance = 0.0
                    for plane in mirrored {
                        for ty in template {
                            for tx in template {
                                let difference = plane[x + tx, y + ty] - plane[x + dx + tx, y + dy + ty]
                                distance += difference * difference
                            }
                        }
                    }
                    add(dx, dy, exp(-distance / terms))
                }
            }
        }
    }

    static func bilateral<Element>(
        _ planes: [Plane<Element>], diameter: Int, sigmaRange: Double, sigmaSpace: Double
    ) -> [[Double]] {
        let mirrored = planes.map { Mirrored(plane: $0) }
        let radius = diameter / 2
        let deviation = sigmaRange * Double(Element.max) / 255
        return weightedMeans(planes) { x, y, add in
            for dy in -radius...radius {
                for dx in -radius...radius where dx * dx + dy * dy <= radius * radius {
                    let distance = mirrored.reduce(0) { $0 + abs($1[x + dx, y + dy] - $1[x, y]) }
                    let range = distance * distance / (2 * deviation * deviation)
                    add(dx, dy, exp(-range - Double(dx * dx + dy * dy) / (2 * sigmaSpace * sigmaSpace)))
                }
            }
        }
    }

    static func unsharp<Element>(_ plane: Plane<Element>, sigma: Double, amount: Double) -> [Double] {
        let mirrored = Mirrored(plane: plane)
        let radius = Int((3 * sigma).rounded(.up))
        let raw = (-radius...radius).map { exp(-Double($0 * $0) / (2 * sigma * sigma)) }
        let taps = raw.map { $0 / raw.reduce(0, +) }
        let tall = (0..<plane.height).map { y in
            (-radius..<plane.width + radius).map { x in
                taps.indices.reduce(0) { $0 + taps[$1] * mirrored[x, y + $1 - radius] }
            }
        }
        return (0..<plane.height).flatMap { y in
            (0..<plane.width).map { x in
                let blurred = taps.indices.reduce(0) { $0 + taps[$1] * tall[y][x + $1] }
                let value = mirrored[x, y] + amount * (mirrored[x, y] - blurred)
                return min(max(value, 0), Double(Element.max))
            }
        }
    }

    /// Means of every plane under the weights that `visit` gives for a pixel.
    private static func weightedMeans<Element>(
        _ planes: [Plane<Element>],
        visit: (_ x: Int, _ y: Int, _ add: (_ dx: Int, _ dy: Int, _ weight: Double) -> Void) -> Void
    ) -> [[Double]] {
        let mirrored = planes.map { Mirrored(plane: $0) }
        var result = planes.map { _ in [Double]() }
        for y in 0..<planes[0].height {
            for x in 0..<planes[0].width {
                var sums = planes.map { _ in 0.0 }
                var weights = 0.0
                visit(x, y) { dx, dy, weight in
                    weights += weight
                    for index in sums.indices { sums[index] += weight * mirrored[index][x + dx, y + dy] }
                }
                for index in sums.indices { result[index].append(sums[index] / weights) }
            }
        }
        return result
    }
}
