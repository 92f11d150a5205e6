internal import Foundation

/// Repeatable randomness over the plane: the same point always gives the same value.
package enum Pattern {
    /// A number from 0 up to 1 for a lattice point; `salt` tells patterns apart.
    package static func random(_ x: Int, _ y: Int, _ salt: Int = 0) -> Double {
        var h = UInt64(truncatingIfNeeded: x) &* 0x9E37_79B9_7F4A_7C15
        h ^= UInt64(truncatingIfNeeded: y) &* 0xC2B2_AE3D_27D4_EB4F
        h ^= UInt64(truncatingIfNeeded: salt) &* 0x1656_67B1_9E37_79F9
        h = (h ^ (h >> 29)) &* 0xBF58_476D_1CE4_E5B9
        h = (h ^ (h >> 32)) &* 0x94D0_49BB_1331_11EB
        return Double((h ^ (h >> 31)) >> 11) * 0x1p-53
    }

    /// Smooth noise of unit lattice spacing, -1 to 1.
    package static func noise(_ x: Double, _ y: Double, _ salt: Int = 0) -> Double {
        let (cellX, cellY) = (x.rounded(.down), y.rounded(.down))
        let (u, v) = (smooth(x - cellX), smooth(y - cellY))
        let (i, j) = (Int(cellX), Int(cellY))
        let top = random(i, j, salt) * (1 - u) + random(i + 1, j, salt) * u
        let bottom = random(i, j + 1, salt) * (1 - u) + random(i + 1, j + 1, salt) * u
        return 2 * (top * (1 - v) + bottom * v) - 1
    }

    /// Fractal noise: octaves of half the size and half the strength each, about -1 to 1.
    package static func fractal(_ x: Double, _ y: Double, octaves: Int, _ salt: Int = 0) -> Double {
        var (sum, strength, scale) = (0.0, 0.5, 1.0)
        for octave in 0..<octaves {
            sum += strength * noise(x * scale, y * scale, salt + octave)
            strength /= 2
            scale *= 2
        }
        return sum
    }

    /// One spot in each square cell of side 1: the distance to the nearest, and the spot's own random number.
    package static func spots(_ x: Double, _ y: Double, _ salt: Int = 0) -> (distance: Double, identity: Double) {
        let (i, j) = (Int(x.rounded(.down)), Int(y.rounded(.down)))
        var nearest = (distance: Double.infinity, identity: 0.0)
        for cellY in j - 1...j + 1 {
            for cellX in i - 1...i + 1 {
                let (spotX, spotY) = (
                    Double(cellX) + random(cellX, cellY, salt), Double(cellY) + random(cellX, cellY, salt + 1)
                )
                let distance = ((x - spotX) * (x - spotX) + (y - spotY) * (y - spotY)).squareRoot()
                if distance < nearest.distance { nearest = (distance, random(cellX, cellY, salt + 2)) }
            }
        }
        return nearest
    }

    /// 0 below `low`, 1 above `high`, smooth between.
    package static func step(_ low: Double, _ high: Double, _ value: Double) -> Double {
        smooth(min(max((value - low) / (high - low), 0), 1))
    }

    private static func smooth(_ t: Double) -> Double { t * t * (3 - 2 * t) }
}
