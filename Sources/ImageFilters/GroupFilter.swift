/// Denoises and sharpens the planes of one group, tile by tile, coarsest resolution first.
struct GroupFilter<Element: KernelSample>: Sendable {
    let loader: RegionLoader<Element>
    let plan: DenoisePlan?
    let sharpen: SharpenStage?
    let kernels: StageKernels
    let scheduler: TileScheduler
    let tileSize: TileSize

    private var planeCount: Int { loader.sources.count }

    /// Writes every sample of `targets`.
    func run(into targets: [TargetPlane<Element>]) throws(CancellationError) {
        var coarse: CoarsePlanes?
        if let plan {
            for scale in stride(from: plan.stages.count - 1, to: 0, by: -1) {
                coarse = try reduced(plan.stages[scale], scale: scale, coarse: coarse)
            }
        }
        let finest = coarse
        try forEachTile(stage: plan?.stages[0], scale: 0, coarse: finest, sharpens: sharpen != nil) {
            region, tile, memory in
            finish(region, tile: tile, memory: memory, targets: targets)
        }
    }

    /// The denoised planes at `scale`.
    private func reduced(_ stage: DenoiseStage, scale: Int, coarse: CoarsePlanes?) throws(CancellationError)
        -> CoarsePlanes
    {
        let size = loader.size(scale: scale)
        let result = CoarsePlanes(width: size.width, height: size.height, planeCount: planeCount)
        try forEachTile(stage: stage, scale: scale, coarse: coarse, sharpens: false) { region, tile, _ in
            result.store(tile, from: region)
        }
        return result
    }

    /// Calls `body` with every tile and its denoised region.
    private func forEachTile(
        stage: DenoiseStage?, scale: Int, coarse: CoarsePlanes?, sharpens: Bool,
        body: @Sendable (FloatRegion, Tile, borrowing WorkerMemory) -> Void
    ) throws(CancellationError) {
        let size = loader.size(scale: scale)
        let geometry = RegionGeometry(stage: stage, mergesCoarse: coarse != nil, sharpens: sharpens)
        let grid = tileSize.grid(
            width: size.width, height: size.height, planeCount: planeCount, threads: scheduler.threads)
        let largest = Tile(
            x: 0, y: 0, width: min(grid.tileWidth, size.width), height: min(grid.tileHeight, size.height))
        let regionWidth = geometry.size(of: largest).width
        let runner = stage.map { StageRunner(stage: $0, kernels: kernels) }
        let kernelCount = max(
            runner?.scratchCount(width: regionWidth, planeCount: planeCount) ?? 0,
            RegionLoader<Element>.lineCount(width: regionWidth, scale: scale),
            sharpen?.scratchCount(width: regionWidth) ?? 0)
        try scheduler.run(grid) {
            WorkerMemory(
                geometry, tile: largest, planeCount: planeCount, mergesCoarse: coarse != nil, kernelCount: kernelCount)
        } body: { memory, tile in
            let noisy = unsafe geometry.region(of: tile, planeCount: planeCount, in: memory.region(0))
            unsafe loader.load(noisy, scale: scale, lines: memory.kernels)
            var region = noisy
            if let runner {
                region = runner.run(noisy, memory: memory)
                if let coarse { region = runner.merge(coarse, into: region, memory: memory) }
            }
            body(region, tile, memory)
        }
    }

    /// Sharpens the first plane of a region and writes the tile's samples.
    private func finish(
        _ region: FloatRegion, tile: Tile, memory: borrowing WorkerMemory, targets: [TargetPlane<Element>]
    ) {
        var lumaRegion = region
        if let sharpen {
            // Where the noisy samples were, or beside them if they are what is sharpened.
            lumaRegion = unsafe region.moved(to: memory.region(plan == nil ? 1 : 0))
            unsafe sharpen.apply(region, tile: tile, to: lumaRegion, scratch: memory.kernels)
        }
        let column = tile.x - region.x
        let firstRow = tile.y - region.y
        for row in 0..<tile.height {
            let rows = unsafe (0..<planeCount).map {
                unsafe ($0 == 0 ? lumaRegion : region).pointer(plane: $0, row: firstRow + row, column: column)
            }
            if loader.transform == .opponent {
                unsafe kernels.inverseOpponentRows(rows[0], rows[1], rows[2], tile.width)
            }
            for (plane, target) in targets.enumerated() {
                // SAFETY: the tile's row lies inside the target plane, and no other tile has it.
                let start = unsafe target.start(of: tile) + row * target.stride
                unsafe Element.narrow(rows[plane], to: start, count: tile.width, kernels: kernels)
            }
        }
    }
}
