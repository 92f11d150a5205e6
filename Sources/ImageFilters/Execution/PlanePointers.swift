extension TargetPlane {
    /// Where the samples of `tile` begin.
    func start(of tile: Tile) -> UnsafeMutablePointer<Element> {
        unsafe base + (tile.y * stride + tile.x)
    }
}

extension TileScheduler {
    /// New planes made tile by tile from planes that all have the same size.
    ///
    /// `body` is called once for every tile and must write every sample of it in every target.
    func mapTiles<Element: Sample, Scratch: ~Copyable>(
        of planes: [Plane<Element>], tileWidth: Int, tileHeight: Int, tilesPerWorker: Int = 1,
        makeScratch: @Sendable () -> Scratch,
        body: @Sendable (inout Scratch, Tile, [SourcePlane<Element>], [TargetPlane<Element>]) -> Void
    ) throws(CancellationError) -> [Plane<Element>] {
        let width = planes[0].width
        let height = planes[0].height
        precondition(planes.allSatisfy { $0.width == width && $0.height == height }, "planes of one size")
        let grid = TileGrid(width: width, height: height, tileWidth: tileWidth, tileHeight: tileHeight)
        return try SourcePlane.withPlanes(planes) { sources throws(CancellationError) in
            let sizes = planes.map { ($0.width, $0.height) }
            return try TargetPlane<Element>.makePlanes(sizes) { targets throws(CancellationError) in
                try run(grid, tilesPerWorker: tilesPerWorker) { _ in
                    makeScratch()
                } body: { scratch, tile in
                    body(&scratch, tile, sources, targets)
                }
            }
        }
    }
}
