/// Where the patches of a Wiener pass lie.
struct Lattice: Sendable, Hashable {
    /// Pixels from patch to patch in a row.
    let step: Int
    /// Pixels from one row of patches to the next.
    let rowStep: Int
    /// 2 where every other row of patches is shifted by half a step, else 1.
    let phases: Int

    /// 16 patches cover a pixel.
    static let dense = Lattice(step: 2, rowStep: 2, phases: 1)
    /// 8 patches cover a pixel.
    static let quincunx = Lattice(step: 4, rowStep: 2, phases: 2)
    /// 4 patches cover a pixel.
    static let sparse = Lattice(step: 4, rowStep: 4, phases: 1)
}
