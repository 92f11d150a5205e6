/// Denoises and sharpens the planes of one group, tile by tile, coarsest resolution first.
struct GroupFilter<Element: KernelSample>: Sendable {
    let loader: RegionLoader<Element>
    let plan: DenoisePlan?
    let sharpen: SharpenStage?
    let kernels: KernelTable
    let scheduler: TileScheduler
    let arena: WorkerArena
    let tileSize: TileSize

    private var planeCount: Int { loader.sources.count }

    /// Writes every sample of `targets`.
    func run(into targets: [TargetPlane<Element>]) throws(CancellationError) {
        let walks = self.walks
        let mostTiles = walks.reduce(0) { max($0, $1.grid.count) }
        arena.reserve(
            blocks: min(scheduler.threads.count, mostTiles),
            byteCount: walks.reduce(0) { max($0, $1.layout.byteCount) })
        var coarse: CoarsePlanes?
        for walk in walks.dropFirst().reversed() {
            let size = loader.size(scale: walk.scale)
            let result = CoarsePlanes(width: size.width, height: size.height, planeCount: planeCount)
            try forEachBand(walk, coarse: coarse, halo: 0) { rows, region, _, _ in
                result.store(rows, from: region)
            }
            coarse = result
        }
        let halo = sharpen == nil ? 0 : RegionGeometry.sharpen
        try forEachBand(walks[0], coarse: coarse, halo: halo) { rows, region, free, memory in
            finish(region, tile: rows, free: free, memory: memory, targets: targets)
        }
    }

    /// Full resolution first.
    private var walks: [TileWalk] {
        let runners: [StageRunner?] = plan?.stages.map { StageRunner(stage: $0, kernels: kernels) } ?? [nil]
        return runners.enumerated().map { scale, runner in
            TileWalk(
                loader, scale: scale, runner: runner, mergesCoarse: scale < runners.count - 1,
                sharpen: scale == 0 ? sharpen : nil, tileSize: tileSize, threads: scheduler.threads)
        }
    }

    /// Calls `body` with bands of rows of all tiles, the region that holds their result and a halo, and a free one.
    private func forEachBand(
        _ walk: TileWalk, coarse: CoarsePlanes?, halo: Int,
        body: @Sendable (_ rows: Tile, _ result: FloatRegion, _ free: FloatRegion, WorkerMemory) -> Void
    ) throws(CancellationError) {
        try scheduler.run(walk.grid) { worker in
            unsafe WorkerMemory(arena.block(worker), layout: walk.layout)
        } body: { memory, tile in
            var stream = RegionStream(loader, walk: walk, tile: tile, coarse: coarse, memory: memory)
            while let (rows, result, free) = stream.next(halo: halo) { body(rows, result, free, memory) }
        }
    }

    /// Sharpens the first plane of a region, into a free one, and writes the tile's samples.
    private func finish(
        _ region: FloatRegion, tile: Tile, free: FloatRegion, memory: WorkerMemory, targets: [TargetPlane<Element>]
    ) {
        let lumaRegion = sharpen == nil ? region : free
        if let sharpen { unsafe sharpen.apply(region, tile: tile, to: free, scratch: memory.lines) }
        let column = tile.x - region.x
        let firstRow = tile.y - region.y
        for row in 0..<tile.height {
            if loader.transform == .opponent {
                unsafe kernels.inverseOpponentRows(
                    lumaRegion.pointer(plane: 0, row: firstRow + row, column: column),
                    region.pointer(plane: 1, row: firstRow + row, column: column),
                    region.pointer(plane: 2, row: firstRow + row, column: column), tile.width)
            }
            for plane in targets.indices {
                let source = plane == 0 ? lumaRegion : region
                // SAFETY: the tile's row lies inside the target plane, and no other tile has it.
                let start = unsafe targets[plane].start(of: tile) + row * targets[plane].stride
                unsafe Element.narrow(
                    source.pointer(plane: plane, row: firstRow + row, column: column), to: start, count: tile.width,
                    scale: Element.steps, kernels: kernels)
            }
        }
    }
}
