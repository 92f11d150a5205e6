/// Where the patches of a Wiener pass lie: 4 px apart in a row, every other row of them shifted by 2.
///
/// Shifting makes half the patches as good as all of them.
struct Lattice: Sendable, Hashable {
    /// Pixels from one row of patches to the next: 1, 2 or 4.
    let rowStep: Int

    /// 16 patches cover a pixel.
    static let dense = Lattice(rowStep: 1)
    /// 8 patches cover a pixel. All positions two apart (16 patches) would gain 0.02 dB for twice the time.
    static let fine = Lattice(rowStep: 2)
    /// 4 patches cover a pixel: enough for a pass that guides another one.
    static let coarse = Lattice(rowStep: 4)
}
