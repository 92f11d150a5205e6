/// One walk over the tiles of a group's planes at one resolution: what happens to a tile, and what memory that takes.
struct TileWalk: Sendable {
    let scale: Int
    /// `nil` where nothing is denoised.
    let runner: StageRunner?
    let geometry: RegionGeometry
    let grid: TileGrid
    let layout: WorkerMemory.Layout

    /// - Parameters:
    ///   - loader: of the group.
    ///   - mergesCoarse: whether low frequencies come from a coarser resolution.
    ///   - sharpen: what follows on the denoised tile.
    init(
        _ loader: RegionLoader<some KernelSample>, scale: Int, runner: StageRunner?, mergesCoarse: Bool,
        sharpen: SharpenStage?, tileSize: TileSize, threads: ThreadBudget
    ) {
        self.scale = scale
        self.runner = runner
        geometry = RegionGeometry(stage: runner?.stage, mergesCoarse: mergesCoarse, sharpens: sharpen != nil)
        let size = loader.size(scale: scale)
        let planeCount = loader.sources.count
        grid = tileSize.grid(width: size.width, height: size.height, planeCount: planeCount, threads: threads)
        let largest = Tile(
            x: 0, y: 0, width: min(grid.tileWidth, size.width), height: min(grid.tileHeight, size.height))
        let region = geometry.size(of: largest)
        layout = WorkerMemory.Layout(
            width: region.width, planeCount: planeCount, mergesCoarse: mergesCoarse,
            stages: runner?.scratch(width: region.width, planeCount: planeCount) ?? StageRunner.Scratch(),
            lineCount: max(
                loader.lineCount(width: region.width, scale: scale), sharpen?.scratchCount(width: region.width) ?? 0))
    }
}
