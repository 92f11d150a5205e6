/// Where a plane's samples lie under alpha 0: colour that nobody sees, which may be anything.
///
/// Filters must not take it for the neighbourhood of what is seen, and leave it alone.
struct HiddenColour: Sendable {
    let width: Int
    let height: Int
    /// Row by row: whether the sample is hidden.
    private let mask: [Bool]

    /// `nil` where nothing is hidden.
    ///
    /// - Parameters:
    ///   - plane: one whose samples may be hidden. A sample is when all pixels it belongs to are.
    ///   - alpha: at full resolution; `nil` in an image without.
    init?<Element: Sample>(in plane: Plane<Element>, under alpha: Plane<Element>?) {
        guard let alpha, alpha.samples.contains(0) else { return nil }
        let (width, height) = (plane.width, plane.height)
        let across = (alpha.width + width - 1) / width
        let down = (alpha.height + height - 1) / height
        var mask = [Bool](repeating: true, count: width * height)
        for y in 0..<alpha.height {
            for (x, sample) in alpha.row(y).enumerated() where sample != 0 {
                mask[y / down * width + x / across] = false
            }
        }
        guard mask.contains(true) else { return nil }
        self.width = width
        self.height = height
        self.mask = mask
    }

    /// Whether any of the samples of a rectangle is hidden.
    func isHidden(inColumns columns: Range<Int>, rows: Range<Int>) -> Bool {
        rows.clamped(to: 0..<height).contains { y in
            columns.clamped(to: 0..<width).contains { mask[y * width + $0] }
        }
    }

    /// The plane with its hidden samples replaced by the nearest seen ones of their row, or of the nearest row above
    /// that has any; those over the first such row take after it.
    func filled<Element>(_ plane: Plane<Element>) -> Plane<Element> {
        var filled = plane
        var firstSeen: Int?
        for y in 0..<height {
            let row = y * width
            guard let first = (0..<width).first(where: { !mask[row + $0] }) else {
                // A row that is hidden as a whole.
                for x in 0..<width where firstSeen != nil { filled[x, y] = filled[x, y - 1] }
                continue
            }
            firstSeen = firstSeen ?? y
            var last = plane[first, y]
            for x in 0..<width {
                if mask[row + x] { filled[x, y] = last } else { last = plane[x, y] }
            }
        }
        let top = firstSeen ?? 0
        for y in 0..<top {
            for x in 0..<width { filled[x, y] = filled[x, top] }
        }
        return filled
    }

    /// Puts the hidden samples of `original` back.
    func restore<Element>(_ plane: inout Plane<Element>, from original: Plane<Element>) {
        for y in 0..<height {
            for x in 0..<width where mask[y * width + x] { plane[x, y] = original[x, y] }
        }
    }
}
