/// The region of one tile on its way through loading, denoising and merging, from top to bottom and a band of rows at a
/// time: what a stage has made is still in the cache when the next one wants it.
struct RegionStream<Element: KernelSample> {
    private let loader: RegionLoader<Element>
    private let walk: TileWalk
    private let tile: Tile
    private let memory: WorkerMemory
    private let coarse: CoarsePlanes?
    private var noisy: FloatRegion
    private var first: FloatRegion
    private var second: FloatRegion
    private var progress = StageRunner.Progress()
    /// Rows of the region: the first one in the windows, and those above which samples are loaded and results are there.
    private var windowStart = 0
    private var loaded = 0
    private var ready = 0
    /// Rows of the tile that have been handed out.
    private var handedOut = 0

    /// Rows that a stage may look back above those that the next one waits for: the radius of a pilot, or a halo.
    private static var lookBack: Int { 8 }

    init(
        _ loader: RegionLoader<Element>, walk: TileWalk, tile: Tile, coarse: CoarsePlanes?, memory: WorkerMemory
    ) {
        self.loader = loader
        self.walk = walk
        self.tile = tile
        self.coarse = coarse
        self.memory = memory
        let planeCount = loader.sources.count
        noisy = unsafe walk.geometry.region(of: tile, planeCount: planeCount, in: memory.region(0))
        first = unsafe walk.geometry.region(of: tile, planeCount: planeCount, in: memory.region(1))
        second = unsafe walk.geometry.region(of: tile, planeCount: planeCount, in: memory.region(2))
    }

    /// The next rows of the tile, as a tile of their own, with the region that holds their result and a halo, and one
    /// of the same layout whose rows there are free. `nil` after the last ones.
    mutating func next(halo: Int) -> (rows: Tile, result: FloatRegion, free: FloatRegion)? {
        while handedOut < tile.height {
            advance()
            // Rows of the tile that have the halo below them.
            let margin = tile.y - noisy.y
            let end = loaded == noisy.height ? tile.height : min(ready - halo - margin, tile.height)
            guard end > handedOut else { continue }
            let rows = Tile(x: tile.x, y: tile.y + handedOut, width: tile.width, height: end - handedOut)
            handedOut = end
            guard let runner = walk.runner else { return (rows, noisy, first) }
            // Not the noisy one: a pilot looks back at its rows.
            return runner.resultIndex == 1 ? (rows, first, second) : (rows, second, first)
        }
        return nil
    }

    /// Loads as many rows as the windows have room for, and denoises what that allows.
    private mutating func advance() {
        let next = max(min(tile.y - noisy.y + handedOut, ready) - Self.lookBack, windowStart)
        noisy.slide(from: windowStart, to: next, end: loaded)
        first.slide(from: windowStart, to: next, end: loaded)
        second.slide(from: windowStart, to: next, end: loaded)
        windowStart = next
        let end = min(windowStart + RegionGeometry.windowRows, noisy.height)
        precondition(end > loaded, "more rows are in flight than a window holds")
        unsafe loader.load(noisy, rows: loaded..<end, scale: walk.scale, lines: memory.lines)
        loaded = end
        ready = loaded
        guard let runner = walk.runner else { return }
        ready = runner.advance(&progress, available: loaded, of: noisy, first, second, memory: memory)
        guard let coarse else { return }
        let fine = (runner.resultIndex == 1 ? first : second).inset(runner.border)
        let merged = runner.merge(coarse, into: fine, &progress, available: ready - runner.border, memory: memory)
        ready = runner.border + merged
    }
}
