/// How planes are cut up for the region filters. Results do not depend on it.
struct TileSize: Sendable, Hashable {
    /// Wide tiles waste little on borders, yet the rows that stages have in flight must stay in the cache.
    var width = 1536
    var widthOfSeveralPlanes = 1280
    /// Rows stream through a window, and cancellation is looked at a band of rows at a time: nothing asks for low tiles.
    var height = 4096
    /// Lower tiles would mostly compute borders.
    var leastHeight = 128

    /// About how many rows of borders a tile computes.
    private static let borderRows = 48

    /// A grid of tiles of about equal size, of as many rows that all threads together are done first.
    func grid(width: Int, height: Int, planeCount: Int, threads: ThreadBudget) -> TileGrid {
        let columns = count(width, planeCount == 1 ? self.width : widthOfSeveralPlanes)
        let fewest = count(height, self.height)
        let most = max(fewest, count(height, leastHeight))
        func time(_ rows: Int) -> Int {
            let tile = count(height, rows) + TileSize.borderRows
            // At the end one thread waits for another, for about half a tile.
            return count(columns * rows, threads.count) * tile + (threads.count > 1 ? tile / 2 : 0)
        }
        let rows = (fewest...most).min { time($0) < time($1) } ?? fewest
        return TileGrid(
            width: width, height: height, tileWidth: 8 * count(width, 8 * columns),
            tileHeight: 8 * count(height, 8 * rows))
    }

    /// How many parts of `size` make up `length`.
    private func count(_ length: Int, _ size: Int) -> Int { (length + size - 1) / size }
}
