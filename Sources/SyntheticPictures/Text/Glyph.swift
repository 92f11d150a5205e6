internal import Foundation

/// A character as the path of a pen, in the units of `Glyphs`.
struct Glyph: Sendable {
    /// Where the next character may begin, without the space between letters.
    let width: Double
    /// Points that straight lines join.
    let strokes: [[SIMD2<Double>]]

    /// - Parameter drawing: as `Glyphs` describes it. A mistake in it is a programming error.
    init(drawing: Substring) {
        let parts = drawing.split(separator: ";")
        width = Double(parts[0])!
        strokes = parts.dropFirst().map { $0.split(separator: " ").flatMap(Glyph.points) }
    }

    private static func points(_ item: Substring) -> [SIMD2<Double>] {
        let numbers = item.split(separator: ",").map { Double($0)! }
        guard numbers.count == 6 else { return [SIMD2(numbers[0], numbers[1])] }
        let (from, to) = (numbers[4] * .pi / 180, numbers[5] * .pi / 180)
        let steps = Int((abs(to - from) / 0.3).rounded(.up))
        return (0...steps).map { step in
            let angle = from + (to - from) * Double(step) / Double(steps)
            return SIMD2(numbers[0] + numbers[2] * cos(angle), numbers[1] + numbers[3] * sin(angle))
        }
    }
}
