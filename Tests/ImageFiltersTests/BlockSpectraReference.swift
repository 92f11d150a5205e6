import Foundation

/// The orthonormal 8×8 DCT-II by its definition. Coefficients are indexed 8 × vertical + horizontal frequency.
enum CosineTransform {
    /// By frequency, then position.
    private static let basis: [[Double]] = (0..<8).map { frequency in
        let norm = (frequency == 0 ? 0.125 : 0.25).squareRoot()
        return (0..<8).map { position in
            let angle = Double.pi * (Double(position) + 0.5) * Double(frequency) / 8
            return norm * cos(angle)
        }
    }
    private static let transposed: [[Double]] = (0..<8).map { position in basis.map { $0[position] } }

    static func forward(_ block: [Double]) -> [Double] {
        product(product(block, basis), basis)
    }

    static func inverse(_ coefficients: [Double]) -> [Double] {
        product(product(coefficients, transposed), transposed)
    }

    /// Every row of the 8×8 `values` times `matrix`, the result transposed.
    private static func product(_ values: [Double], _ matrix: [[Double]]) -> [Double] {
        var result = [Double](repeating: 0, count: 64)
        for row in 0..<8 {
            for column in 0..<8 {
                var sum = 0.0
                for index in 0..<8 { sum += values[row * 8 + index] * matrix[column][index] }
                result[column * 8 + row] = sum
            }
        }
        return result
    }
}

extension RegionPlanes {
    /// The 8×8 block whose first sample is at (x, y), row by row.
    func block(_ plane: Int, x: Int, y: Int) -> [Double] {
        (0..<64).map { self[plane, x + $0 % 8, y + $0 / 8] }
    }
}
