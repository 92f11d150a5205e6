/// How far a region reaches out of its tile, so that every stage finds its neighbours.
///
/// Every reach is a multiple of 8, more than the stage needs: patches of all regions then lie on one lattice.
struct RegionGeometry: Sendable {
    /// Border that each part of the work uses up.
    static let pilot = 8
    static let pass = 8
    static let merge = 16
    static let sharpen = 8

    let margin: Int

    init(stage: DenoiseStage?, mergesCoarse: Bool, sharpens: Bool) {
        var margin = sharpens ? RegionGeometry.sharpen : 0
        if let stage {
            margin += RegionGeometry.pilot + stage.passes.count * RegionGeometry.pass
            if mergesCoarse { margin += RegionGeometry.merge }
        }
        self.margin = margin
    }

    /// Size of a region around a tile.
    func size(of tile: Tile) -> (width: Int, height: Int) {
        ((tile.width + 7) / 8 * 8 + 2 * margin, (tile.height + 7) / 8 * 8 + 2 * margin)
    }

    func region(of tile: Tile, planeCount: Int, in memory: UnsafeMutablePointer<Float>) -> FloatRegion {
        let size = size(of: tile)
        return unsafe FloatRegion(
            memory, x: tile.x - margin, y: tile.y - margin, width: size.width, height: size.height,
            planeCount: planeCount)
    }
}
