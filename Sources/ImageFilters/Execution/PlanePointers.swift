// The one place where planes become pointers that worker threads share.

/// Read access to a plane while `withPlanes` runs.
@safe
struct SourcePlane<Element: Sample>: @unchecked Sendable {
    // SAFETY: nobody writes to the memory while this value exists; `withPlanes` keeps the array alive for that long.
    let base: UnsafePointer<Element>
    let width: Int
    let height: Int
    let stride: Int

    /// The first sample of row `y`.
    func row(_ y: Int) -> UnsafePointer<Element> {
        assert((0..<height).contains(y), "the plane has no row \(y)")
        return unsafe base + y * stride
    }
}

extension SourcePlane {
    /// Calls `body` with read access to `planes`.
    static func withPlanes<Result, Failure: Error>(
        _ planes: [Plane<Element>], _ body: ([SourcePlane<Element>]) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try open(planes[...], found: [], body)
    }

    private static func open<Result, Failure: Error>(
        _ planes: ArraySlice<Plane<Element>>, found: [SourcePlane<Element>],
        _ body: ([SourcePlane<Element>]) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        guard let plane = planes.first else { return try body(found) }
        return try unsafe plane.samples.withUnsafeBufferPointer { samples throws(Failure) in
            // SAFETY: a plane is never empty, and its memory stays until `body` has returned.
            let source = unsafe SourcePlane(
                base: samples.baseAddress!, width: plane.width, height: plane.height, stride: plane.stride)
            return try open(planes.dropFirst(), found: found + [source], body)
        }
    }
}

/// Write access to a plane while `makeTargets` runs.
@safe
struct TargetPlane<Element: Sample>: @unchecked Sendable {
    // SAFETY: each worker writes to the samples of its own tiles only, and tiles do not overlap.
    let base: UnsafeMutablePointer<Element>
    let stride: Int

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
            let count = planes.count
            return try makeTargets(count: count, width: width, height: height, made: []) {
                targets throws(CancellationError) in
                try run(grid, tilesPerWorker: tilesPerWorker) { _ in
                    makeScratch()
                } body: { scratch, tile in
                    body(&scratch, tile, sources, targets)
                }
            }
        }
    }

    /// Calls `body` with `count` planes of memory that nothing was written to, and returns them as planes.
    func makeTargets<Element: Sample>(
        count: Int, width: Int, height: Int, made: [TargetPlane<Element>],
        body: ([TargetPlane<Element>]) throws(CancellationError) -> Void
    ) throws(CancellationError) -> [Plane<Element>] {
        guard count > 0 else {
            try body(made)
            return []
        }
        var others: [Plane<Element>] = []
        var failure: CancellationError?
        let samples = unsafe [Element](unsafeUninitializedCapacity: width * height) { memory, initializedCount in
            let target = unsafe TargetPlane(base: memory.baseAddress!, stride: width)
            unsafe adviseLargePages(target.base, byteCount: width * height * MemoryLayout<Element>.stride)
            do throws(CancellationError) {
                others = try makeTargets(
                    count: count - 1, width: width, height: height, made: made + [target], body: body)
                // SAFETY: `run` returned, so `body` wrote every tile.
                initializedCount = width * height
            } catch {
                failure = error
            }
        }
        if let failure { throw failure }
        return [Plane(width: width, height: height, stride: width, samples: samples)] + others
    }
}
