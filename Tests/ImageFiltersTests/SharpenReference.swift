@testable import ImageFilters

/// Luma as floats in units of 8-bit samples, rows without padding.
struct FloatPicture: Equatable {
    let width: Int
    let height: Int
    var values: [Float]

    init(width: Int, height: Int, value: (_ x: Int, _ y: Int) -> Double) {
        self.width = width
        self.height = height
        values = (0..<height).flatMap { y in (0..<width).map { x in Float(value(x, y)) } }
    }

    /// Outside the picture it is mirrored without repeating the edge.
    subscript(x: Int, y: Int) -> Float {
        values[mirrorPosition(y, height) * width + mirrorPosition(x, width)]
    }

    /// As it would be stored: rounded and clamped to 0…255.
    var rounded: FloatPicture {
        var copy = self
        copy.values = values.map { min(max($0.rounded(), 0), 255) }
        return copy
    }
}

/// The formula of `sharpenTile`, sample by sample, in the kernel's order of operations.
func sharpenReference(_ picture: FloatPicture, _ c: SharpenCoefficients) -> FloatPicture {
    func vertical(_ x: Int, _ y: Int) -> Float {
        c.middleTap * picture[x, y] + c.nearTap * (picture[x, y - 1] + picture[x, y + 1])
            + c.farTap * (picture[x, y - 2] + picture[x, y + 2])
    }
    var result = picture
    for y in 0..<picture.height {
        for x in 0..<picture.width {
            func square(_ radius: Int) -> [Float] {
                (-radius...radius).flatMap { dy in (-radius...radius).map { dx in picture[x + dx, y + dy] } }
            }
            var neighbours = square(1)
            let (least, greatest) = (neighbours.min()!, neighbours.max()!)
            let range = greatest - least
            neighbours.remove(at: 4)
            let rangeAround = neighbours.max()! - neighbours.min()!
            let blurred =
                c.middleTap * vertical(x, y) + c.nearTap * (vertical(x - 1, y) + vertical(x + 1, y))
                + c.farTap * (vertical(x - 2, y) + vertical(x + 2, y))
            let detail = picture[x, y] - blurred
            let gate = min(max((range - c.gateStart) * c.gateSlope, 0), 1)
            let peak = c.peakSlope * max(abs(detail) - c.peakShare * range, 0)
            let overshoot = c.rangeShare * rangeAround
            let up = overshoot + min(peak, c.riseShare * (least - square(2).min()!))
            let down = overshoot + min(peak, c.riseShare * (square(2).max()! - greatest))
            let sharpened = picture[x, y] + c.amount * (gate * detail)
            result.values[y * picture.width + x] = max(min(sharpened, greatest + up), least - down)
        }
    }
    return result
}

/// What the kernel makes of the picture, taken as one tile whose halo is mirrored.
///
/// Traps when the kernel writes behind the end of a row.
func sharpenByKernel(
    _ picture: FloatPicture, _ coefficients: SharpenCoefficients, _ instructionSet: InstructionSet = .best
) -> FloatPicture {
    let halo = SharpenCoefficients.halo
    let (stride, rows) = (picture.width + 2 * halo, picture.height + 2 * halo)
    let guardValue: Float = -12345
    let outputStride = picture.width + 3
    // Not a number: what lies behind the halo must not reach the result.
    var source = [Float](repeating: .nan, count: stride * rows + 16)
    for y in 0..<rows {
        for x in 0..<stride {
            source[y * stride + x] = picture[x - halo, y - halo]
        }
    }
    var output = [Float](repeating: guardValue, count: outputStride * picture.height)
    let kernels = KernelTable(instructionSet)
    var scratch = [UInt8](repeating: 0xff, count: kernels.sharpenScratchBytes(picture.width))
    source.withUnsafeBufferPointer { source in
        output.withUnsafeMutableBufferPointer { output in
            scratch.withUnsafeMutableBytes { scratch in
                coefficients.apply(
                    kernels, source: source.baseAddress! + halo * stride + halo, sourceStride: stride,
                    output: output.baseAddress!, outputStride: outputStride, width: picture.width,
                    height: picture.height, scratch: scratch.baseAddress!)
            }
        }
    }
    for y in 0..<picture.height {
        precondition(
            output[y * outputStride + picture.width..<(y + 1) * outputStride].allSatisfy { $0 == guardValue },
            "the kernel wrote behind the end of row \(y)")
    }
    return FloatPicture(width: picture.width, height: picture.height) { x, y in Double(output[y * outputStride + x]) }
}
