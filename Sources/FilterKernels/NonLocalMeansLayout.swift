/// Where the parts of a non-local-means tile lie in its scratch memory, all in bytes but for the first five.
///
/// All planes and rows hold pairs of 16-bit values: one pair a pixel, so a vector covers half as many pixels as it
/// has lanes. The two values of a pair belong to two neighbouring offsets of the search window, (dx, dy) and
/// (dx + 1, dy).
///
/// - planes: 1 or 3.
/// - width: columns that are worked on, the tile's width rounded up to whole vectors; height: its rows.
/// - pairs: pairs of offsets in one row of the search window; the last offset of the last pair lies outside it.
/// - ringRows: rows of weights kept for each pair, those of one block of rows and those above it that still serve.
/// - doubled, neighbours: pairs (v[x], v[x]) and (v[x], v[x + 1]) of all planes, v being the scaled samples.
/// - columns: column sums of one block; suffixes: what the block before hands on; weights: the rings of all pairs.
/// - sums: weighted sums of every plane in Float; weightSums: the sums of the weights in Int32.
typealias NonLocalMeansLayout = (
    planes: Int, width: Int, height: Int, searchRadius: Int, templateRadius: Int,
    pairs: Int, ringRows: Int, rowBytes: Int, planeBytes: Int, columnBytes: Int, suffixBytes: Int, sumBytes: Int,
    neighbours: Int, columns: Int, suffixes: Int, weights: Int, sums: Int, weightSums: Int, byteCount: Int
)

@inline(__always)
func makeNonLocalMeansLayout(
    planes: Int, width: Int, height: Int, searchRadius: Int, templateRadius: Int
) -> NonLocalMeansLayout {
    let width = (width &+ lanes32 &- 1) / lanes32 &* lanes32
    let pairs = searchRadius &+ 1
    let blockRows = 2 &* templateRadius &+ 1
    let ringRows = searchRadius &+ blockRows
    let columns = width &+ 2 &* (searchRadius &+ templateRadius &+ 1) &+ lanes32 &+ 4
    let rowBytes = columns &* 4
    let planeBytes = (height &+ 2 &* searchRadius &+ 4 &* templateRadius &+ 1) &* rowBytes
    let columnBytes = rowBytes &+ 2 &* vectorBytes
    let suffixBytes = (columns / lanes32 &+ 2) &* blockRows &* vectorBytes
    let sumBytes = width &* 4

    let columnsStart = 2 &* planes &* planeBytes
    let suffixesStart = columnsStart &+ blockRows &* columnBytes
    let weightsStart = suffixesStart &+ pairs &* suffixBytes
    let sumsStart = weightsStart &+ pairs &* ringRows &* rowBytes
    let weightSumsStart = sumsStart &+ planes &* height &* sumBytes
    return (
        planes, width, height, searchRadius, templateRadius, pairs, ringRows, rowBytes, planeBytes, columnBytes,
        suffixBytes, sumBytes, neighbours: planes &* planeBytes, columns: columnsStart, suffixes: suffixesStart,
        weights: weightsStart, sums: sumsStart, weightSums: weightSumsStart,
        byteCount: weightSumsStart &+ height &* sumBytes &+ 2 &* vectorBytes
    )
}

/// Rows above and below the tile that its samples reach into.
@inline(__always)
func verticalHalo(_ layout: NonLocalMeansLayout) -> Int { layout.searchRadius &+ layout.templateRadius }

/// Columns left and right of the tile; one more than rows, for the second offset of a pair.
@inline(__always)
func horizontalHalo(_ layout: NonLocalMeansLayout) -> Int { verticalHalo(layout) &+ 1 }

/// Rows of one block, as many as the template has.
@inline(__always)
func blockRows(_ layout: NonLocalMeansLayout) -> Int { 2 &* layout.templateRadius &+ 1 }

/// Bytes from the start of a plane to the pair of pixel (x, y) of the tile.
@inline(__always)
func pairPosition(_ layout: NonLocalMeansLayout, x: Int, y: Int) -> Int {
    (y &+ verticalHalo(layout)) &* layout.rowBytes &+ (x &+ horizontalHalo(layout)) &* 4
}

/// Scratch memory that `nonLocalMeansTile` needs for a tile of at most this size.
@inline(never)
public func nonLocalMeansScratchBytes(
    planes: Int, width: Int, height: Int, searchRadius: Int, templateRadius: Int
) -> Int {
    makeNonLocalMeansLayout(
        planes: planes, width: width, height: height, searchRadius: searchRadius, templateRadius: templateRadius
    ).byteCount
}
