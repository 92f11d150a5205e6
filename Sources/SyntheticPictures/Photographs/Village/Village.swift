/// A house on a meadow under a sky: foliage, bricks, roof tiles, cloth, lettering, wires, smooth gradients and strong
/// colours, all computed, so that the truth behind every noisy sample is known.
package struct Village: Sendable {
    /// The picture's size in its own units. A raster samples each unit as one pixel.
    package static let width = 768
    package static let height = 512

    private let land = Landscape()
    private let house = House()
    private let tree = Tree()
    private let balloon = Balloon()
    private let laundry = Laundry()
    private let sign = Sign()

    package init() {}

    /// The light from a point; layers from the front to the back, the first that covers the point counts.
    package func colour(x: Double, y: Double) -> Colour {
        sign.colour(x, y) ?? land.fence(x, y) ?? tree.colour(x, y) ?? laundry.colour(x, y) ?? house.colour(x, y)
            ?? land.wires(x, y) ?? land.ground(x, y) ?? balloon.colour(x, y) ?? land.sky(x, y)
    }
}
