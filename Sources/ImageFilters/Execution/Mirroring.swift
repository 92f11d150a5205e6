extension SourcePlane {
    /// Copies the rectangle of `width` by `height` samples whose corner is (x, y) to `output`, row after row,
    /// `stride` samples apart. What lies outside the plane is mirrored without repeating the edge.
    func copyMirrored(
        x: Int, y: Int, width copied: Int, height copiedRows: Int, to output: UnsafeMutablePointer<Element>,
        stride outputStride: Int
    ) {
        // Columns of the rectangle that lie inside the plane.
        let inside = max(x, 0)..<max(max(x, 0), min(x + copied, width))
        for row in 0..<copiedRows {
            // SAFETY: `mirrored` gives positions inside the plane; the caller provides `copiedRows` rows of
            // `outputStride` samples, `outputStride >= copied`.
            let from = unsafe base + mirrored(y + row, height) * stride
            let to = unsafe output + row * outputStride
            if !inside.isEmpty {
                unsafe (to + (inside.lowerBound - x)).update(from: from + inside.lowerBound, count: inside.count)
            }
            for column in x..<min(x + copied, inside.lowerBound) {
                unsafe to[column - x] = from[mirrored(column, width)]
            }
            for column in max(x, inside.upperBound)..<max(inside.upperBound, x + copied) {
                unsafe to[column - x] = from[mirrored(column, width)]
            }
        }
    }
}

/// The position in 0..<count that `index` reflects to: … 2 1 | 0 1 2 … n-1 | n-2 …, as often as needed.
func mirrored(_ index: Int, _ count: Int) -> Int {
    // Once is nearly always enough, and takes no division.
    let once = index < 0 ? -index : index < count ? index : 2 * (count - 1) - index
    if once >= 0 && once < count { return once }
    guard count > 1 else { return 0 }
    let period = 2 * (count - 1)
    let position = ((index % period) + period) % period
    return min(position, period - position)
}

/// The position of `range` nearest to `index`.
func clamped(_ index: Int, _ range: Range<Int>) -> Int {
    min(max(index, range.lowerBound), range.upperBound - 1)
}

/// The position in 0..<count that `index` reflects to with the edge repeated: … 1 0 | 0 1 … n-1 | n-1 …
///
/// Pairs of samples then reflect to pairs, so that an image reduced by two reflects as the image itself does.
func reflected(_ index: Int, _ count: Int) -> Int {
    // Once is nearly always enough, and takes no division.
    let once = index < 0 ? -1 - index : index < count ? index : 2 * count - 1 - index
    if once >= 0 && once < count { return once }
    let period = 2 * count
    let position = ((index % period) + period) % period
    return min(position, period - 1 - position)
}

extension SourcePlane {
    /// Addresses of `count` rows from row `y` on, mirrored where they lie outside the plane, without repeating the
    /// edge.
    ///
    /// - Parameter table: room for `count` addresses.
    func addressRows(from y: Int, count: Int, to table: UnsafeMutablePointer<UnsafePointer<Element>>) {
        for index in 0..<count {
            // SAFETY: `mirrored` gives rows of the plane; the caller provides the table.
            unsafe table[index] = row(mirrored(y + index, height))
        }
    }
}
