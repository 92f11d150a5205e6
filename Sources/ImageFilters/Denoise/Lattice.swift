/// Where the patches of a Wiener pass lie.
struct Lattice: Sendable, Hashable {
    /// Pixels from patch to patch in a row.
    let step: Int
    /// Pixels from one row of patches to the next.
    let rowStep: Int
    /// 2 where every other row of patches is shifted by half a step, else 1.
    let phases: Int

    /// 8 patches cover a pixel, as on the black squares of a board. As good as all squares (16 patches) for 0.6 of the
    /// time.
    static let fine = Lattice(step: 4, rowStep: 2, phases: 2)
    /// 4 patches cover a pixel.
    static let coarse = Lattice(step: 4, rowStep: 4, phases: 2)
}
