/// Where a plane's samples are fully transparent (alpha 0); their color is undefined.
///
/// Filters must not take it for the neighbourhood of visible samples, and leave it alone.
struct TransparentMask: Sendable {
    let width: Int
    let height: Int
    /// Row by row: whether the sample is transparent.
    private let mask: [Bool]

    /// `nil` where nothing is transparent.
    ///
    /// - Parameters:
    ///   - width, height: size of the masked plane. A sample of it is transparent when all pixels it belongs to are.
    ///   - alpha: at full resolution; `nil` in an image without.
    init?<Element: Sample>(width: Int, height: Int, alpha: Plane<Element>?) {
        guard let alpha, alpha.samples.contains(0) else { return nil }
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

    /// Whether any sample of a rectangle is transparent.
    func containsTransparent(columns: Range<Int>, rows: Range<Int>) -> Bool {
        rows.clamped(to: 0..<height).contains { y in
            columns.clamped(to: 0..<width).contains { mask[y * width + $0] }
        }
    }

    /// The plane with its transparent samples replaced by the nearest visible ones of their row, or of the nearest row
    /// above that has any; those above the first such row are copies of it.
    func filled<Element>(_ plane: Plane<Element>) -> Plane<Element> {
        var filled = plane
        var firstVisible: Int?
        for y in 0..<height {
            let row = y * width
            guard let first = (0..<width).first(where: { !mask[row + $0] }) else {
                // No sample of the row is visible.
                for x in 0..<width where firstVisible != nil { filled[x, y] = filled[x, y - 1] }
                continue
            }
            firstVisible = firstVisible ?? y
            var last = plane[first, y]
            for x in 0..<width {
                if mask[row + x] { filled[x, y] = last } else { last = plane[x, y] }
            }
        }
        let top = firstVisible ?? 0
        for y in 0..<top {
            for x in 0..<width { filled[x, y] = filled[x, top] }
        }
        return filled
    }

    /// Puts the transparent samples of `original` back.
    func restore<Element>(_ plane: inout Plane<Element>, from original: Plane<Element>) {
        for y in 0..<height {
            for x in 0..<width where mask[y * width + x] { plane[x, y] = original[x, y] }
        }
    }
}
