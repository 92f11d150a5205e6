#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// The orthonormal 8×8 DCT of single blocks, for measurements that look at few of them.
enum BlockTransform {
    /// Sample x of frequency f at index 8 × f + x.
    static let basis: [Float] = (0..<64).map { index in
        let (frequency, position) = (Float(index / 8), Float(index % 8))
        return (frequency == 0 ? Float(0.125) : 0.25).squareRoot() * cos(.pi * (position + 0.5) * frequency / 8)
    }

    /// Coefficients at index 8 × vertical + horizontal frequency.
    static func forward(_ block: [Float]) -> [Float] {
        transformedRows(transformedRows(block))
    }

    /// Every row transformed, the result transposed.
    private static func transformedRows(_ block: [Float]) -> [Float] {
        var result = [Float](repeating: 0, count: 64)
        for row in 0..<8 {
            for frequency in 0..<8 {
                var sum: Float = 0
                for x in 0..<8 { sum += basis[8 * frequency + x] * block[8 * row + x] }
                result[8 * frequency + row] = sum
            }
        }
        return result
    }
}
