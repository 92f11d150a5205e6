/// How planes are cut up for the region filters. Results do not depend on it.
enum TileSize {
    /// Wide tiles waste little on borders, yet the rows a Wiener pass has in flight fit the second-level cache.
    private static let width = 512
    private static let height = 512
    /// Lower tiles would mostly compute borders.
    private static let leastHeight = 128

    /// A grid with at least one tile for each thread where the image is large enough.
    static func grid(width: Int, height: Int, threads: ThreadBudget) -> TileGrid {
        let columns = (width + TileSize.width - 1) / TileSize.width
        let tileWidth = roundedUp((width + columns - 1) / columns)
        let rowsWanted = (threads.count + columns - 1) / columns
        let share = roundedUp((height + rowsWanted - 1) / rowsWanted)
        let tileHeight = min(max(share, leastHeight), TileSize.height)
        return TileGrid(width: width, height: height, tileWidth: tileWidth, tileHeight: tileHeight)
    }

    private static func roundedUp(_ length: Int) -> Int { (length + 7) / 8 * 8 }
}
