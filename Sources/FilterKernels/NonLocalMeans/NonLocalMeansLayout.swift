/// Where the parts of a non-local-means tile lie in its scratch memory, all in bytes but for the first eight.
///
/// All planes and rows hold pairs of 16-bit values: one pair a pixel, so a vector covers half as many pixels as it
/// has lanes. The two values of a pair belong to two neighbouring offsets of the search window, (dx, dy) and
/// (dx + 1, dy).
///
/// - planes: 1 or 3.
/// - width: columns that are worked on, the tile's width rounded up to whole vectors; height: its rows.
/// - pairs: pairs of offsets in one row of the search window; the last offset of the last pair lies outside it.
/// - margin: columns of weights left of the tile, for the offsets that point to the right; whole vectors. With it, the
///   tile's first weight and the first column that its template needs are aligned.
/// - rowBytes: an odd number of cache lines, so that the rows of a template do not share the same places in the cache.
/// - ringRows: rows of weights kept for each pair, whole blocks: the newest, and those above it that still serve.
/// - neighbours: pairs (v[x], v[x + 1]) of all planes, v being the scaled samples.
/// - doubled: pairs (v[x], v[x]) of the rows that one block adds, of all planes.
/// - columns: column sums of one block; suffixes: what the block before hands on; weights: the rings of all pairs.
/// - sums: weighted sums of every plane in Float; weightSums: the sums of the weights in Int32.
typealias NonLocalMeansLayout = (
    planes: Int, width: Int, height: Int, searchRadius: Int, templateRadius: Int,
    pairs: Int, ringRows: Int, margin: Int, rowBytes: Int, planeBytes: Int, columnBytes: Int, suffixBytes: Int,
    sumBytes: Int, doubledPlaneBytes: Int,
    doubled: Int, columns: Int, suffixes: Int, weights: Int, sums: Int, weightSums: Int, byteCount: Int
)

@inline(__always)
func makeNonLocalMeansLayout(
    planes: Int, width: Int, height: Int, searchRadius: Int, templateRadius: Int
) -> NonLocalMeansLayout {
    let width = wholeVectors(width)
    let pairs = searchRadius &+ 1
    let blockRows = 2 &* templateRadius &+ 1
    let ringRows = (searchRadius &+ 2 &* blockRows &- 1) / blockRows &* blockRows
    let margin = wholeVectors(searchRadius &+ 1)
    let columns = margin &+ templateRadius &+ width &+ searchRadius &+ templateRadius &+ 2 &* lanes32
    let rowBytes = ((columns &+ 15) / 16 | 1) &* 64
    let planeBytes = (height &+ 2 &* searchRadius &+ 4 &* templateRadius &+ 1) &* rowBytes
    let columnBytes = rowBytes &+ 128
    let suffixBytes = ((columns / lanes32 &+ 2) &* blockRows &* vectorBytes &+ 63) / 64 &* 64
    let sumBytes = width &* 4

    let doubledPlaneBytes = blockRows &* rowBytes

    let doubledStart = planes &* planeBytes
    let columnsStart = doubledStart &+ planes &* doubledPlaneBytes
    let suffixesStart = columnsStart &+ blockRows &* columnBytes
    let weightsStart = suffixesStart &+ pairs &* suffixBytes
    let sumsStart = weightsStart &+ pairs &* ringRows &* rowBytes
    let weightSumsStart = sumsStart &+ planes &* height &* sumBytes
    return (
        planes, width, height, searchRadius, templateRadius, pairs, ringRows, margin, rowBytes, planeBytes, columnBytes,
        suffixBytes, sumBytes, doubledPlaneBytes, doubled: doubledStart, columns: columnsStart, suffixes: suffixesStart,
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
    (y &+ verticalHalo(layout)) &* layout.rowBytes &+ columnPosition(layout, x: x)
}

/// Bytes from the start of a row to the pair of column x of the tile.
@inline(__always)
func columnPosition(_ layout: NonLocalMeansLayout, x: Int) -> Int { (x &+ layout.margin &+ layout.templateRadius) &* 4 }

/// `columns` rounded up to whole vectors.
@inline(__always)
func wholeVectors(_ columns: Int) -> Int { (columns &+ lanes32 &- 1) / lanes32 &* lanes32 }

/// Scratch memory that `nonLocalMeansTile` needs for a tile of at most this size.
@inline(never)
public func nonLocalMeansScratchBytes(
    planes: Int, width: Int, height: Int, searchRadius: Int, templateRadius: Int
) -> Int {
    makeNonLocalMeansLayout(
        planes: planes, width: width, height: height, searchRadius: searchRadius, templateRadius: templateRadius
    ).byteCount
}
