/// The steps that the regions of one resolution go through, and what follows from their needs.
struct StepSequence: Sendable {
    /// A step at its place in the sequence.
    struct Place: Sendable {
        let step: any RegionStep
        /// From the region's border to that of what the step gets: what the steps before have used up.
        let inset: RegionMargin
        /// Numbers of regions; 0 is the one that samples are loaded into.
        let source: Int
        let target: Int
    }

    let places: [Place]
    /// How far a region reaches out of its tile.
    let margin: RegionMargin
    /// The region that holds the first plane of the result, and the one that holds the others.
    let firstResult: Int
    let otherResult: Int
    let regionCount: Int
    /// Rows of a region that are in memory at a time: those that all steps together have in flight, and the band that
    /// comes next.
    let windowRows: Int

    /// Tiles begin at multiples of this, as do all lattices.
    static let tileStep = 8
    /// Rows that are loaded at a time, about: they stay in the cache until the last step has seen them.
    private static let bandRows = 48

    init(_ steps: [any RegionStep]) {
        var margins: [RegionMargin] = []
        var needed = RegionMargin.both(0)
        for step in steps.reversed() {
            needed = (needed + .both(step.halo)).roundedUp(to: step.lattice)
            margins.insert(needed, at: 0)
        }
        margin = needed
        var places: [Place] = []
        var (first, others) = (0, 0)
        for (step, own) in zip(steps, margins) {
            precondition(first == others, "a step follows one that leaves planes behind")
            let source = others
            if step.output != .inPlace { first = source == 1 ? 2 : 1 }
            if step.output != .firstPlane { others = first }
            places.append(Place(step: step, inset: needed - own, source: source, target: first))
        }
        self.places = places
        firstResult = first
        otherResult = others
        regionCount = 1 + places.reduce(0) { max($0, $1.target) }
        let inFlight = needed.rows + steps.reduce(0) { max($0, $1.lookBack) }
        windowRows = (inFlight + StepSequence.bandRows + 7) / 8 * 8
    }

    /// Size of the region around a tile.
    func regionSize(of tile: Tile) -> (width: Int, height: Int) {
        let step = StepSequence.tileStep
        return (
            (tile.width + step - 1) / step * step + 2 * margin.columns,
            (tile.height + step - 1) / step * step + 2 * margin.rows
        )
    }

    /// The region around a tile, with a window of rows in `memory`.
    func region(of tile: Tile, planeCount: Int, in memory: UnsafeMutablePointer<Float>) -> FloatRegion {
        let size = regionSize(of: tile)
        return unsafe FloatRegion(
            memory, x: tile.x - margin.columns, y: tile.y - margin.rows, width: size.width, height: size.height,
            planeCount: planeCount, rowCount: windowRows)
    }
}
