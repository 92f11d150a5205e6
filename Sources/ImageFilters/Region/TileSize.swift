/// How planes are cut up for the region filters. Results do not depend on it.
enum TileSize {
    /// Large tiles waste little on borders, yet the rows a stage has in flight must fit the second-level cache.
    private static let width = 1024
    private static let widthOfSeveralPlanes = 512
    private static let height = 768
    /// Lower tiles would mostly compute borders.
    private static let leastHeight = 128

    /// A grid of tiles of about equal size, at least one for each thread where the image is large enough.
    static func grid(width: Int, height: Int, planeCount: Int, threads: ThreadBudget) -> TileGrid {
        let columns = count(width, planeCount == 1 ? TileSize.width : TileSize.widthOfSeveralPlanes)
        let forThreads = min(count(threads.count, columns), count(height, leastHeight))
        let rows = max(count(height, TileSize.height), forThreads)
        return TileGrid(
            width: width, height: height, tileWidth: 8 * count(width, 8 * columns),
            tileHeight: 8 * count(height, 8 * rows))
    }

    /// How many parts of `size` make up `length`.
    private static func count(_ length: Int, _ size: Int) -> Int { (length + size - 1) / size }
}
