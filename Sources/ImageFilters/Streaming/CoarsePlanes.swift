/// Denoised planes at a reduced resolution, which the next finer scale takes its low frequencies from.
@safe
final class CoarsePlanes: @unchecked Sendable {
    // SAFETY: workers write to the samples of their own tiles only, and read after all have finished.
    private let memory: UnsafeMutablePointer<Float>
    let width: Int
    let height: Int
    let planeCount: Int

    init(width: Int, height: Int, planeCount: Int) {
        self.width = width
        self.height = height
        self.planeCount = planeCount
        // SAFETY: every sample is written before it is read; `deinit` frees the block.
        let count = width * height * planeCount
        unsafe memory = .allocate(capacity: count)
        unsafe adviseLargePages(memory, byteCount: count * MemoryLayout<Float>.stride)
    }

    deinit {
        unsafe memory.deallocate()
    }

    /// Takes over the samples of `tile`, which `region` holds with a border of any size.
    func store(_ tile: Tile, from region: FloatRegion) {
        for plane in 0..<planeCount {
            for row in 0..<tile.height {
                // SAFETY: tiles lie inside the plane.
                let target = unsafe memory + ((plane * height + tile.y + row) * width + tile.x)
                unsafe target.update(
                    from: region.pointer(plane: plane, row: tile.y + row - region.y, column: tile.x - region.x),
                    count: tile.width)
            }
        }
    }

    /// Fills `rows` of `region`, mirrored outside the planes; the same contract as `RegionLoader.load`.
    func load(_ region: FloatRegion, rows: Range<Int>) {
        let inside = max(region.x, 0)..<min(region.x + region.width, width)
        for plane in 0..<planeCount {
            for row in rows {
                let y = reflected(region.y + row, height)
                // SAFETY: `inside` lies in the plane and in the region.
                unsafe region.pointer(plane: plane, row: row, column: inside.lowerBound - region.x).update(
                    from: memory + ((plane * height + y) * width + inside.lowerBound), count: inside.count)
                region.mirrorEnds(plane: plane, row: row, inside: inside, width: width)
            }
        }
    }
}
