/// The region of one tile on its way through the steps, from top to bottom and a band of rows at a time: what a step has
/// made is still in the cache when the next one needs it.
struct RegionStream<Element: KernelSample> {
    private let loader: RegionLoader<Element>
    private let walk: TileWalk
    private let tile: Tile
    private let memory: WorkerMemory
    private let cancellation: Cancellation?
    private var regions: [FloatRegion]
    /// First row in the windows.
    private var windowStart = 0
    /// Rows loaded, of the region.
    private var loaded = 0
    /// For each step: where it goes on, and its rows finished, of the region.
    private var rows: [Int]
    private var finished: [Int]
    /// Rows of the tile that have been handed out.
    private var handedOut = 0

    init(
        _ loader: RegionLoader<Element>, walk: TileWalk, tile: Tile, memory: WorkerMemory, cancellation: Cancellation?
    ) {
        self.cancellation = cancellation
        self.loader = loader
        self.walk = walk
        self.tile = tile
        self.memory = memory
        regions = (0..<walk.steps.regionCount).map { index in
            unsafe walk.steps.region(of: tile, planeCount: loader.sources.count, in: memory.region(index))
        }
        rows = [Int](repeating: 0, count: walk.steps.places.count)
        finished = rows
    }

    /// The next rows of the tile, as a tile of their own, with the regions that hold the first plane of their result and
    /// the other planes; these rows may be overwritten. `nil` after the last ones, and once cancelled.
    mutating func next() -> (rows: Tile, first: FloatRegion, others: FloatRegion)? {
        while handedOut < tile.height && cancellation?.isCancelled != true {
            advance()
            let ready = (finished.last ?? loaded) - walk.steps.margin.rows
            let end = min(ready, tile.height)
            guard end > handedOut else { continue }
            let rows = Tile(x: tile.x, y: tile.y + handedOut, width: tile.width, height: end - handedOut)
            handedOut = end
            return (rows, regions[walk.steps.firstResult], regions[walk.steps.otherResult])
        }
        return nil
    }

    /// Loads as many rows as the windows have room for, and takes each step as far as that allows.
    private mutating func advance() {
        slideWindows()
        let region = regions[0]
        let end = min(windowStart + walk.steps.windowRows, region.height)
        precondition(end > loaded, "more rows are in flight than a window holds")
        unsafe loader.load(region, rows: loaded..<end, scale: walk.scale, lines: memory.lines)
        loaded = end
        var available = loaded
        for (index, place) in walk.steps.places.enumerated() {
            let own = StepRegions(
                loaded: region.inset(place.inset), source: regions[place.source].inset(place.inset),
                target: regions[place.target].inset(place.inset))
            let ownRows = min(max(available - place.inset.rows, 0), own.source.height)
            let result = unsafe place.step.advance(
                &rows[index], available: ownRows, of: own, scratch: memory.scratch(index))
            available = place.inset.rows + result
            finished[index] = available
        }
    }

    /// Drops the rows that neither a step nor the tile needs any more.
    private mutating func slideWindows() {
        var next = walk.steps.margin.rows + handedOut
        for (place, finished) in zip(walk.steps.places, finished) { next = min(next, finished - place.step.lookBack) }
        next = max(next, windowStart)
        for index in regions.indices { regions[index].slide(from: windowStart, to: next, end: loaded) }
        windowStart = next
    }
}
