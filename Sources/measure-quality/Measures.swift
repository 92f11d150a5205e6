internal import Foundation
internal import ImageEnhance

/// Figures of one picture against another. All are on the scale of 8 bits.
enum Measures {
    /// Peak signal-to-noise ratio in dB over red, green and blue; 99 for equal pictures, so that means stay finite.
    static func psnr(_ a: RGBSamples, _ b: RGBSamples) -> Double {
        decibels(
            zip(a.pixels, b.pixels).reduce(0.0) { $0 + Double((($1.0 - $1.1) * ($1.0 - $1.1)).sum()) }
                / Double(3 * a.pixels.count))
    }

    /// Mean square difference of two planes of one size.
    static func meanSquare(_ a: Plane<UInt8>, _ b: Plane<UInt8>) -> Double {
        var sum = 0
        for y in 0..<a.height {
            for (p, q) in zip(a.row(y), b.row(y)) { sum += (Int(p) - Int(q)) * (Int(p) - Int(q)) }
        }
        return Double(sum) / Double(a.width * a.height)
    }

    /// PSNR of a mean square error, at most 99.
    static func decibels(_ meanSquare: Double) -> Double {
        meanSquare <= 0 ? 99 : min(10 * log10(255 * 255 / meanSquare), 99)
    }

    /// Deviation of what is left of the noise where the truth is smooth: there a filter that is too strong does no harm,
    /// so more of it leaves less. Over the blocks of 8 by 8 that `smoothBlocks` found, without each block's mean.
    static func residualNoise(
        _ result: RGBSamples, truth: RGBSamples, in blocks: [(x: Int, y: Int)]
    ) -> Double {
        guard !blocks.isEmpty else { return 0 }
        var squares = 0.0
        for block in blocks {
            var (sum, square) = (SIMD3<Float>.zero, SIMD3<Float>.zero)
            for y in block.y..<block.y + 8 {
                for x in block.x..<block.x + 8 {
                    let error = result.pixels[y * result.width + x] - truth.pixels[y * truth.width + x]
                    sum += error
                    square += error * error
                }
            }
            squares += Double((square - sum * sum / 64).sum()) / 192
        }
        return (squares / Double(blocks.count)).squareRoot()
    }

    /// Corners of the blocks of 8 by 8 whose structure is far weaker than the noise of `input`: in them there is nothing
    /// that a filter could harm. None near black and white, where noise is cut off.
    static func smoothBlocks(_ truth: RGBSamples, input: RGBSamples) -> [(x: Int, y: Int)] {
        var blocks = [(x: Int, y: Int)]()
        for y in stride(from: 0, through: truth.height - 8, by: 8) {
            for x in stride(from: 0, through: truth.width - 8, by: 8) {
                var (structure, noise, isClipped) = (Moments(), Moments(), false)
                for v in y..<y + 8 {
                    for u in x..<x + 8 {
                        let luma = RGBSamples.luma(truth.pixels[v * truth.width + u])
                        structure.add(luma)
                        noise.add(RGBSamples.luma(input.pixels[v * input.width + u]) - luma)
                        isClipped = isClipped || luma < 24 || luma > 231
                    }
                }
                if !isClipped, structure.variance < noise.variance / 25 { blocks.append((x, y)) }
            }
        }
        return blocks
    }

    private struct Moments {
        private var (sum, square, count) = (Float(0), Float(0), Float(0))

        mutating func add(_ value: Float) {
            (sum, square, count) = (sum + value, square + value * value, count + 1)
        }

        var variance: Float { square / count - sum * sum / (count * count) }
    }
}
