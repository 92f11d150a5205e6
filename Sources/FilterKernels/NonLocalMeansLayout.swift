/// Where the parts of a non-local-means tile lie in its scratch memory.
///
/// All planes and rows hold pairs of 16-bit values: one pair a pixel, so a vector covers half as many pixels as it
/// has lanes. The two values of a pair belong to two neighbouring offsets of the search window, (dx, dy) and
/// (dx + 1, dy).
struct NonLocalMeansLayout {
    let planes: Int
    /// Columns that are worked on: the tile's width rounded up to whole vectors.
    let width: Int
    let height: Int
    let searchRadius: Int
    let templateRadius: Int
    /// Pairs of offsets in one row of the search window; the last offset of the last pair lies outside it.
    let pairs: Int
    /// Rows of weights that are kept for each pair: those of one block of rows, and those above it that still serve.
    let ringRows: Int
    /// Bytes from row to row of samples and weights.
    let rowBytes: Int
    let planeBytes: Int
    /// Bytes from row to row of column sums.
    let columnBytes: Int
    /// Bytes from pair to pair of the stored suffix sums.
    let suffixBytes: Int
    /// Bytes from row to row of accumulators.
    let sumBytes: Int

    @inline(__always)
    init(planes: Int, width: Int, height: Int, searchRadius: Int, templateRadius: Int) {
        self.planes = planes
        self.width = (width &+ lanes32 &- 1) / lanes32 &* lanes32
        self.height = height
        self.searchRadius = searchRadius
        self.templateRadius = templateRadius
        pairs = searchRadius &+ 1
        ringRows = searchRadius &+ 2 &* templateRadius &+ 1
        let columns = self.width &+ 2 &* (searchRadius &+ templateRadius &+ 1) &+ lanes32 &+ 4
        rowBytes = columns &* 4
        planeBytes = (height &+ 2 &* searchRadius &+ 4 &* templateRadius &+ 1) &* rowBytes
        columnBytes = rowBytes &+ 2 &* vectorBytes
        suffixBytes = (columns / lanes32 &+ 2) &* (2 &* templateRadius &+ 1) &* vectorBytes
        sumBytes = self.width &* 4
    }

    /// Rows above and below the tile that its samples reach into.
    @inline(__always) var verticalHalo: Int { searchRadius &+ templateRadius }
    /// Columns left and right of the tile; one more than rows, for the second offset of a pair.
    @inline(__always) var horizontalHalo: Int { searchRadius &+ templateRadius &+ 1 }
    /// Rows of one block, as many as the template has.
    @inline(__always) var blockRows: Int { 2 &* templateRadius &+ 1 }

    /// Pairs (v[x], v[x]), then pairs (v[x], v[x + 1]) of all planes, v being the scaled samples.
    @inline(__always) var doubledOffset: Int { 0 }
    @inline(__always) var neighboursOffset: Int { planes &* planeBytes }
    @inline(__always) var columnsOffset: Int { 2 &* planes &* planeBytes }
    @inline(__always) var suffixesOffset: Int { columnsOffset &+ blockRows &* columnBytes }
    @inline(__always) var weightsOffset: Int { suffixesOffset &+ pairs &* suffixBytes }
    /// Weighted sums of every plane in Float, then the sums of the weights in Int32.
    @inline(__always) var sumsOffset: Int { weightsOffset &+ pairs &* ringRows &* rowBytes }
    @inline(__always) var weightSumsOffset: Int { sumsOffset &+ planes &* height &* sumBytes }
    @inline(__always) var byteCount: Int { weightSumsOffset &+ height &* sumBytes &+ 2 &* vectorBytes }

    /// Bytes from the start of a plane to the pair of pixel (x, y) of the tile.
    @inline(__always)
    func position(x: Int, y: Int) -> Int {
        (y &+ verticalHalo) &* rowBytes &+ (x &+ horizontalHalo) &* 4
    }
}

/// Scratch memory that `nonLocalMeansTile` needs for a tile of at most this size.
@inline(never)
public func nonLocalMeansScratchBytes(
    planes: Int, width: Int, height: Int, searchRadius: Int, templateRadius: Int
) -> Int {
    NonLocalMeansLayout(
        planes: planes, width: width, height: height, searchRadius: searchRadius, templateRadius: templateRadius
    ).byteCount
}
