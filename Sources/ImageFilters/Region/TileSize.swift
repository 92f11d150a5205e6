/// How planes are cut up for the region filters. Results do not depend on it.
struct TileSize: Sendable, Hashable {
    /// Large tiles waste little on borders, yet the rows a stage has in flight must fit the second-level cache.
    var width = 1024
    var widthOfSeveralPlanes = 512
    var height = 768
    /// Lower tiles would mostly compute borders.
    var leastHeight = 128

    /// A grid of tiles of about equal size, at least one for each thread where the image is large enough.
    func grid(width: Int, height: Int, planeCount: Int, threads: ThreadBudget) -> TileGrid {
        let columns = count(width, planeCount == 1 ? self.width : widthOfSeveralPlanes)
        let forThreads = min(count(threads.count, columns), count(height, leastHeight))
        let rows = max(count(height, self.height), forThreads)
        return TileGrid(
            width: width, height: height, tileWidth: 8 * count(width, 8 * columns),
            tileHeight: 8 * count(height, 8 * rows))
    }

    /// How many parts of `size` make up `length`.
    private func count(_ length: Int, _ size: Int) -> Int { (length + size - 1) / size }
}
