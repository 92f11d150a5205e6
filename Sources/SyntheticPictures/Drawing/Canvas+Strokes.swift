extension Canvas {
    /// How the pixels of a screen see an edge.
    enum Smoothing: Sendable {
        case gray
        /// Red, green and blue are stripes beside each other, as on most flat screens: edges get coloured rims.
        case subpixel
    }

    /// Draws straight lines from point to point with a pen of elliptic nib.
    ///
    /// - Parameter nib: half the width of upright and of level lines, in pixels.
    mutating func stroke(
        _ points: [SIMD2<Double>], nib: SIMD2<Double>, _ colour: Colour, smoothing: Smoothing = .gray
    ) {
        guard let first = points.first else { return }
        var (low, high) = (first, first)
        for point in points { (low, high) = (pointwiseMin(low, point), pointwiseMax(high, point)) }
        let reach = nib.max() + 1.5
        for row in rows(low.y - reach, high.y + reach) {
            for column in columns(low.x - reach, high.x + reach) {
                let centre = SIMD2(Double(column) + 0.5, Double(row) + 0.5)
                switch smoothing {
                case .gray:
                    let coverage = Canvas.coverage(of: points, at: centre, nib)
                    if coverage > 0 { blend(column, row, colour, coverage) }
                case .subpixel:
                    let coverage = Colour(
                        Canvas.coverage(of: points, at: centre - SIMD2(1.0 / 3, 0), nib),
                        Canvas.coverage(of: points, at: centre, nib),
                        Canvas.coverage(of: points, at: centre + SIMD2(1.0 / 3, 0), nib))
                    if coverage.max() > 0 { blend(column, row, colour, coverage) }
                }
            }
        }
    }

    /// A straight line of the given width.
    mutating func line(
        _ from: SIMD2<Double>, _ to: SIMD2<Double>, width: Double, _ colour: Colour
    ) {
        stroke([from, to], nib: SIMD2(repeating: width / 2), colour)
    }

    /// The share of a pixel that a polyline covers: of a box as wide as a pixel across the nearest line.
    private static func coverage(of points: [SIMD2<Double>], at place: SIMD2<Double>, _ nib: SIMD2<Double>) -> Double {
        var best = 0.0
        for (from, to) in zip(points, points.dropFirst()) {
            let along = to - from
            let length = (along * along).sum()
            let share = length > 0 ? min(max(((place - from) * along).sum() / length, 0), 1) : 0
            let offset = place - (from + share * along)
            let distance = (offset * offset).sum().squareRoot()
            // The nib's half width across the line's direction.
            let normal = length > 0 ? SIMD2(along.y, along.x) / length.squareRoot() : SIMD2(1, 0)
            let half = (normal * normal * nib * nib).sum().squareRoot()
            best = max(best, min(distance + 0.5, half) - max(distance - 0.5, -half))
        }
        return min(max(best, 0), 1)
    }
}
