import Foundation
import TestSupport

@testable import ImageFilters

/// The closed form of Wiener shrinkage against quantisation, patch by patch.
struct QuantizationReference {
    /// Steps of the coefficients, 8 × vertical + horizontal frequency.
    let steps: [Double]
    /// Factor on the deviation of the error.
    let strength: Double

    func apply(_ source: RegionPlanes) -> RegionPlanes {
        var sums = RegionPlanes(width: source.width, height: source.height, planeCount: 1) { _, _, _ in 0 }
        var weights = sums
        for y in 0...source.height - 8 {
            for x in stride(from: Lattice.fine.shift(ofRow: y), through: source.width - 8, by: 8) {
                let coefficients = CosineTransform.forward(source.block(0, x: x, y: y))
                let large = (1..<64).count { abs(coefficients[$0]) >= steps[$0] / 2 }
                let shrunk = coefficients.indices.map { index in
                    index == 0 ? coefficients[0] : shrink(coefficients[index], index, large: large)
                }
                let weight = 1 / Double((2 + large) * (2 + large))
                for (index, sample) in CosineTransform.inverse(shrunk).enumerated() {
                    sums[0, x + index % 8, y + index / 8] += weight * sample
                    weights[0, x + index % 8, y + index / 8] += weight
                }
            }
        }
        return RegionPlanes(width: source.width, height: source.height, planeCount: 1) {
            sums[0, $1, $2] / weights[0, $1, $2]
        }
    }

    private func shrink(_ coefficient: Double, _ index: Int, large: Int) -> Double {
        let share = [0.2, 0.4, 1.2][max(max(index % 8, index / 8) - 5, 0)]
        let error = strength * steps[index]
        let variance = share * error * error / sqrt(2 + Double(large))
        let power = coefficient * coefficient
        return power + variance == 0 ? 0 : coefficient * power / (power + variance)
    }
}
