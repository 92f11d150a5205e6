internal import CVector

/// Bilateral filter of a tile of 8-bit samples in 16-bit fixed point. Three planes are weighted jointly by the sum
/// of their absolute differences.
///
/// The spatial weight costs nothing: it lowers the limit at which the weight of a member of the window ends.
///
/// - Parameters:
///   - source: 1 or 3 planes with a halo of `radius` samples, and a vector of readable bytes behind each row.
///   - outputs: where the first sample of each plane goes.
///   - columns, rows: offsets of the first member of each of `count` pairs of neighbours, the middle left out.
///   - limits: the limit of each pair's first member in the low half, that of its second in the high half.
///   - scale: samples enter as `scale * (sample - 128)`, rounded; at most 125.
///   - shift, offset: see `VectorWeighting`. `centreWeight` is the weight of the middle.
///   - scratch: `bilateralScratchBytes` bytes.
@inline(never)
public func bilateralTile(
    source: UnsafePointer<UInt8>, sourceStride: Int, sourcePlaneStride: Int, planes: Int,
    outputs: UnsafePointer<UnsafeMutablePointer<UInt8>>, outputStride: Int, width: Int, height: Int, radius: Int,
    columns: UnsafePointer<Int>, rows: UnsafePointer<Int>, limits: UnsafePointer<UInt32>, count: Int,
    scale: Float, shift: Int, offset: Int, centreWeight: Int, scratch: UnsafeMutableRawPointer
) {
    let layout = makeLayout(planes: planes, width: width, height: height, radius: radius, pairs: count)
    var plane = 0
    while plane < planes {
        spreadNeighbours(
            source + plane &* sourcePlaneStride, stride: sourceStride, rows: height &+ 2 &* radius,
            columns: width &+ 2 &* radius, scale: scale, to: scratch + plane &* layout.planeBytes,
            rowBytes: layout.rowBytes)
        plane &+= 1
    }
    let limitVectors = scratch + layout.limits
    let distances = (scratch + layout.distances).assumingMemoryBound(to: Int.self)
    var pair = 0
    while pair < count {
        store(cv_splat_pair(limits[pair]), to: limitVectors + pair &* vectorBytes)
        distances[pair] = rows[pair] &* layout.rowBytes &+ 4 &* columns[pair]
        pair &+= 1
    }

    let window: BilateralWindow = (
        distances: UnsafePointer(distances), limits: UnsafeRawPointer(limitVectors), pairs: count,
        weighting: makeWeighting(shift: shift, offset: offset),
        centreWeight: cv_splat_pair(UInt32(truncatingIfNeeded: centreWeight))
    )
    var y = 0
    while y < height {
        let middle = scratch + ((y &+ radius) &* layout.rowBytes &+ 4 &* radius)
        let start = y &* outputStride
        if planes == 1 {
            filterGrayRow(middle, window, outputs[0] + start, width, scale)
        } else {
            filterColorRow(
                middle, layout.planeBytes, window, outputs[0] + start, outputs[1] + start, outputs[2] + start, width,
                scale)
        }
        y &+= 1
    }
}

/// Scratch memory that `bilateralTile` needs for a tile of at most this size.
@inline(never)
public func bilateralScratchBytes(planes: Int, width: Int, height: Int, radius: Int, pairs: Int) -> Int {
    makeLayout(planes: planes, width: width, height: height, radius: radius, pairs: pairs).byteCount
}

/// Where the parts of a tile lie in its scratch memory, in bytes: pairs of samples of each plane, then the window's
/// tables.
private typealias BilateralLayout = (rowBytes: Int, planeBytes: Int, limits: Int, distances: Int, byteCount: Int)

@inline(__always)
private func makeLayout(planes: Int, width: Int, height: Int, radius: Int, pairs: Int) -> BilateralLayout {
    // Whole vectors, and one more for members of the window to the right of the last one.
    let rowBytes = (width &+ 2 &* radius &+ 2 &* lanes32) / lanes32 &* vectorBytes
    let planeBytes = rowBytes &* (height &+ 2 &* radius)
    let limits = planes &* planeBytes &+ vectorBytes
    let distances = limits &+ pairs &* vectorBytes
    return (rowBytes, planeBytes, limits, distances, byteCount: distances &+ 8 &* pairs)
}
