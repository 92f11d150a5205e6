internal import CVector

/// Bytes of scratch memory that `nonLocalMeansFloatTile` needs: `height + 2 * templateRadius + 1` rows of the source's
/// stride, then `height` rows of the output's.
public func nonLocalMeansFloatScratchBytes(
    sourceStride: Int, outputStride: Int, height: Int, templateRadius: Int
) -> Int {
    4 &* ((height &+ 2 &* templateRadius &+ 1) &* sourceStride &+ height &* outputStride)
}

/// Non-local means of a tile in Float: any template, strength and sample depth, planes weighted jointly.
///
/// - Parameters:
///   - source: `planes` tiles, `planeStride` samples apart, each with a halo of `searchRadius + templateRadius`.
///   - output: as many tiles without halo, `outputPlaneStride` apart; rows have room for whole vectors.
///   - scale: what turns a sum of squared differences into an exponent; negative.
///   - scratch: `nonLocalMeansFloatScratchBytes` bytes.
@inline(never)
public func nonLocalMeansFloatTile(
    source: UnsafePointer<Float>, sourceStride: Int, planeStride: Int, planes: Int,
    output: UnsafeMutablePointer<Float>, outputStride: Int, outputPlaneStride: Int, width: Int, height: Int,
    searchRadius: Int, templateRadius: Int, scale: Float, scratch: UnsafeMutablePointer<Float>
) {
    let halo = searchRadius &+ templateRadius
    let squares = scratch
    let columns = squares + (height &+ 2 &* templateRadius) &* sourceStride
    let weights = columns + sourceStride
    let wholeWidth = (width &+ lanes32 &- 1) / lanes32 &* lanes32
    fill(weights, rows: height, stride: outputStride, width: wholeWidth)
    var plane = 0
    while plane < planes {
        fill(output + plane &* outputPlaneStride, rows: height, stride: outputStride, width: wholeWidth)
        plane &+= 1
    }

    let patchCorner = source + (searchRadius &* sourceStride &+ searchRadius)
    let middle = source + (halo &* sourceStride &+ halo)
    var dy = 0 &- searchRadius
    while dy <= searchRadius {
        var dx = 0 &- searchRadius
        while dx <= searchRadius {
            let offset = dy &* sourceStride &+ dx
            squaredDifferences(
                patchCorner, offset, sourceStride, planeStride, planes, squares,
                width: width &+ 2 &* templateRadius, height: height &+ 2 &* templateRadius)
            var y = 0
            while y < height {
                accumulateRow(
                    squares + y &* sourceStride, sourceStride, columns, middle + (y &* sourceStride &+ offset),
                    planeStride, planes, output + y &* outputStride, outputPlaneStride, weights + y &* outputStride,
                    width, templateRadius, scale)
                y &+= 1
            }
            dx &+= 1
        }
        dy &+= 1
    }

    plane = 0
    while plane < planes {
        divide(output + plane &* outputPlaneStride, by: weights, rows: height, stride: outputStride, width: wholeWidth)
        plane &+= 1
    }
}

/// Squared differences between the tile and itself moved by `offset`, summed over the planes.
@inline(__always)
private func squaredDifferences(
    _ source: UnsafePointer<Float>, _ offset: Int, _ stride: Int, _ planeStride: Int, _ planes: Int,
    _ squares: UnsafeMutablePointer<Float>, width: Int, height: Int
) {
    var y = 0
    while y < height {
        var x = 0
        while x < width {
            var here = source + (y &* stride &+ x)
            var sum = cv_splat_f32(0)
            var plane = 0
            while plane < planes {
                let difference = loadF32(here) - loadF32(here + offset)
                sum = sum + difference * difference
                here += planeStride
                plane &+= 1
            }
            store(sum, to: squares + (y &* stride &+ x))
            x &+= lanes32
        }
        y &+= 1
    }
}

/// Box sums of one row of squares, their weights, and what these contribute.
@inline(__always)
private func accumulateRow(
    _ squares: UnsafePointer<Float>, _ stride: Int, _ columns: UnsafeMutablePointer<Float>,
    _ other: UnsafePointer<Float>, _ planeStride: Int, _ planes: Int, _ output: UnsafeMutablePointer<Float>,
    _ outputPlaneStride: Int, _ weights: UnsafeMutablePointer<Float>, _ width: Int, _ radius: Int, _ scale: Float
) {
    var x = 0
    while x < width &+ 2 &* radius {
        store(runSum(squares + x, step: stride, count: 2 &* radius &+ 1), to: columns + x)
        x &+= lanes32
    }
    x = 0
    while x < width {
        let distance = runSum(columns + x, step: 1, count: 2 &* radius &+ 1)
        let weight = exponential(distance * cv_splat_f32(scale))
        store(loadF32(weights + x) + weight, to: weights + x)
        var value = other + x
        var sum = output + x
        var plane = 0
        while plane < planes {
            store(loadF32(sum) + weight * loadF32(value), to: sum)
            value += planeStride
            sum += outputPlaneStride
            plane &+= 1
        }
        x &+= lanes32
    }
}

@inline(__always)
private func runSum(_ start: UnsafePointer<Float>, step: Int, count: Int) -> cv_f32 {
    var sum = loadF32(start)
    var index = 1
    while index < count {
        sum = sum + loadF32(start + index &* step)
        index &+= 1
    }
    return sum
}

@inline(__always)
private func fill(_ values: UnsafeMutablePointer<Float>, rows: Int, stride: Int, width: Int) {
    var y = 0
    while y < rows {
        var x = 0
        while x < width {
            store(cv_splat_f32(0), to: values + (y &* stride &+ x))
            x &+= lanes32
        }
        y &+= 1
    }
}

@inline(__always)
private func divide(
    _ values: UnsafeMutablePointer<Float>, by weights: UnsafePointer<Float>, rows: Int, stride: Int, width: Int
) {
    var y = 0
    while y < rows {
        var x = 0
        while x < width {
            let index = y &* stride &+ x
            store(loadF32(values + index) / loadF32(weights + index), to: values + index)
            x &+= lanes32
        }
        y &+= 1
    }
}
