/// One walk over the tiles of a group's planes at one resolution: the steps of each tile, and the memory they take.
struct TileWalk: Sendable {
    let scale: Int
    let steps: StepSequence
    let grid: TileGrid
    let layout: WorkerMemory.Layout
    /// Where the result goes; `nil` at full resolution, whose result is the picture's.
    let target: CoarsePlanes?

    init(
        _ loader: RegionLoader<some KernelSample>, scale: Int, steps: [any RegionStep], target: CoarsePlanes?,
        tileSize: TileSize, threads: ThreadBudget
    ) {
        self.scale = scale
        self.steps = StepSequence(steps)
        self.target = target
        let size = loader.size(scale: scale)
        let planeCount = loader.sources.count
        grid = tileSize.grid(width: size.width, height: size.height, planeCount: planeCount, threads: threads)
        let largest = Tile(
            x: 0, y: 0, width: min(grid.tileWidth, size.width), height: min(grid.tileHeight, size.height))
        let width = self.steps.regionSize(of: largest).width
        layout = WorkerMemory.Layout(
            self.steps, width: width, planeCount: planeCount, lineCount: loader.lineCount(width: width, scale: scale))
    }
}
