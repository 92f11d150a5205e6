/// A plane cut into tiles, row by row; those at the right and bottom edges may be smaller.
struct TileGrid: Sendable, Hashable {
    let width: Int
    let height: Int
    let tileWidth: Int
    let tileHeight: Int

    private var columns: Int { (width + tileWidth - 1) / tileWidth }
    private var rows: Int { (height + tileHeight - 1) / tileHeight }

    var count: Int { columns * rows }

    subscript(index: Int) -> Tile {
        let x = index % columns * tileWidth
        let y = index / columns * tileHeight
        return Tile(x: x, y: y, width: min(tileWidth, width - x), height: min(tileHeight, height - y))
    }
}

/// A rectangle of a plane, in samples.
struct Tile: Sendable, Hashable {
    let x: Int
    let y: Int
    let width: Int
    let height: Int
}
