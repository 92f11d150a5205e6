internal import CVector

/// Where the 8 rows of a row of patches lie in a ring of 8 rows.
struct WienerSlots {
    // One name each: an array would be a heap object, and a tuple takes no index.
    private let r0, r1, r2, r3, r4, r5, r6, r7: Int
    private let rowStep: Int

    /// - Parameters:
    ///   - patchY: the patches' first row.
    ///   - rowStep: from one row of patches to the next.
    ///   - slot: floats from one row of the ring to the next.
    @inline(__always)
    init(_ patchY: Int, _ rowStep: Int, slot: Int) {
        r0 = (patchY & 7) &* slot
        r1 = ((patchY &+ 1) & 7) &* slot
        r2 = ((patchY &+ 2) & 7) &* slot
        r3 = ((patchY &+ 3) & 7) &* slot
        r4 = ((patchY &+ 4) & 7) &* slot
        r5 = ((patchY &+ 5) & 7) &* slot
        r6 = ((patchY &+ 6) & 7) &* slot
        r7 = ((patchY &+ 7) & 7) &* slot
        self.rowStep = rowStep
    }

    /// One vector of each row.
    @inline(__always)
    func load(_ base: UnsafePointer<Float>) -> Float8 {
        (
            loadAlignedF32(base + r0), loadAlignedF32(base + r1), loadAlignedF32(base + r2), loadAlignedF32(base + r3),
            loadAlignedF32(base + r4), loadAlignedF32(base + r5), loadAlignedF32(base + r6), loadAlignedF32(base + r7)
        )
    }

    /// Adds one vector to each row. The last 2 × `rowStep` rows have no patch of this phase yet, and what an earlier
    /// round of the ring left there is overwritten.
    @inline(__always)
    func add(_ x: Float8, to base: UnsafeMutablePointer<Float>) {
        if rowStep == 4 {
            store(x.0, to: base + r0)
            store(x.1, to: base + r1)
            store(x.2, to: base + r2)
            store(x.3, to: base + r3)
        } else {
            store(loadAlignedF32(base + r0) + x.0, to: base + r0)
            store(loadAlignedF32(base + r1) + x.1, to: base + r1)
            store(loadAlignedF32(base + r2) + x.2, to: base + r2)
            store(loadAlignedF32(base + r3) + x.3, to: base + r3)
        }
        if rowStep >= 2 {
            store(x.4, to: base + r4)
            store(x.5, to: base + r5)
        } else {
            store(loadAlignedF32(base + r4) + x.4, to: base + r4)
            store(loadAlignedF32(base + r5) + x.5, to: base + r5)
        }
        store(x.6, to: base + r6)
        store(x.7, to: base + r7)
    }
}
