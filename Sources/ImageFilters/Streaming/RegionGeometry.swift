/// How far a region reaches out of its tile, so that every stage finds its neighbours.
///
/// Patches of all regions lie on one lattice, which repeats after 4 columns and after 8 rows: tiles begin on multiples of
/// 8, and the regions of Wiener passes in step with them.
struct RegionGeometry: Sendable {
    /// Border that a pass uses up: patches of 8, less one.
    static let pass = 8
    /// Border that taking over low frequencies uses up.
    static let merge = 10
    /// Border that sharpening needs.
    static let sharpen = SharpenCoefficients.halo

    /// Rows of a region that are in memory at a time: those that all stages together have in flight, at most 48, and
    /// the band that comes next. They stay in the cache until the last stage has seen them.
    static let windowRows = 96

    /// Samples to the left and right of a tile, and above and below it.
    private let columns: Int
    private let rows: Int

    init(stage: DenoiseStage?, mergesCoarse: Bool, sharpens: Bool) {
        let after = (mergesCoarse ? RegionGeometry.merge : 0) + (sharpens ? RegionGeometry.sharpen : 0)
        let before = stage.map { $0.pilotBorder + $0.passes.count * RegionGeometry.pass } ?? 0
        columns = before + (after + 3) / 4 * 4
        rows = before + (after + 7) / 8 * 8
    }

    /// Size of a region around a tile.
    func size(of tile: Tile) -> (width: Int, height: Int) {
        ((tile.width + 7) / 8 * 8 + 2 * columns, (tile.height + 7) / 8 * 8 + 2 * rows)
    }

    /// The region around a tile, with a window of rows in `memory`.
    func region(of tile: Tile, planeCount: Int, in memory: UnsafeMutablePointer<Float>) -> FloatRegion {
        let size = size(of: tile)
        return unsafe FloatRegion(
            memory, x: tile.x - columns, y: tile.y - rows, width: size.width, height: size.height,
            planeCount: planeCount, rowCount: RegionGeometry.windowRows)
    }
}
