/// Takes the planes of one group through the steps of the chain, tile by tile, coarsest resolution first.
struct GroupFilter<Element: KernelSample>: Sendable {
    let loader: RegionLoader<Element>
    let steps: GroupSteps
    let scheduler: TileScheduler
    let arena: WorkerArena
    let tileSize: TileSize
    /// What this is of the work on the image, 0 to 1, as progress tells it.
    var share = 0.0

    /// New planes, each sample of which is written.
    func run() throws(CancellationError) -> [Plane<Element>] {
        let size = loader.size(scale: 0)
        let sizes = Array(repeating: (size.width, size.height), count: loader.sources.count)
        return try TargetPlane<Element>.makePlanes(sizes) { targets throws(CancellationError) in
            try run(into: targets)
        }
    }

    private func run(into targets: [TargetPlane<Element>]) throws(CancellationError) {
        var walks = self.walks
        let tiles = walks.reduce(0) { $0 + $1.grid.count }
        let mostTiles = walks.reduce(0) { max($0, $1.grid.count) }
        arena.reserve(
            blocks: min(scheduler.threads.count, mostTiles),
            byteCount: walks.reduce(0) { max($0, $1.layout.byteCount) })
        // A walk takes its coarse planes with it when it is done.
        while let walk = walks.popLast() {
            try scheduler.run(walk.grid, share: share * Double(walk.grid.count) / Double(tiles)) { worker in
                unsafe WorkerMemory(arena.block(worker), layout: walk.layout)
            } body: { memory, tile in
                var stream = RegionStream(
                    loader, walk: walk, tile: tile, memory: memory, cancellation: scheduler.cancellation)
                while let (rows, first, others) = stream.next() {
                    if let coarse = walk.target {
                        coarse.store(rows, from: first)
                    } else {
                        write(rows, first, others, to: targets)
                    }
                }
            }
        }
    }

    /// Full resolution first.
    private var walks: [TileWalk] {
        let results = (0..<steps.scaleCount).map { scale -> CoarsePlanes? in
            guard scale > 0 else { return nil }
            let size = loader.size(scale: scale)
            return CoarsePlanes(width: size.width, height: size.height, planeCount: loader.sources.count)
        }
        return results.enumerated().map { scale, result in
            let coarse = scale + 1 < results.count ? results[scale + 1] : nil
            return TileWalk(
                loader, scale: scale, steps: steps.at(scale: scale, coarse: coarse), target: result, tileSize: tileSize,
                threads: scheduler.threads)
        }
    }

    /// Turns rows of regions into samples again.
    private func write(
        _ rows: Tile, _ first: FloatRegion, _ others: FloatRegion, to targets: [TargetPlane<Element>]
    ) {
        let column = rows.x - first.x
        for row in rows.y - first.y..<rows.y - first.y + rows.height {
            loader.inverseTransform(first, others, row: row, columns: column..<column + rows.width)
            for plane in targets.indices {
                let source = plane == 0 ? first : others
                // SAFETY: the row lies inside the target plane, and no other tile has it.
                let start = unsafe targets[plane].start(of: rows) + (row - (rows.y - first.y)) * targets[plane].stride
                unsafe Element.narrow(
                    source.pointer(plane: plane, row: row, column: column), to: start, count: rows.width,
                    scale: Element.steps, kernels: loader.kernels)
            }
        }
    }
}
