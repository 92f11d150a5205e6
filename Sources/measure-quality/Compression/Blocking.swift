internal import Foundation
internal import ImageEnhance

/// Steps across the borders of JPEG's blocks beside those elsewhere.
///
/// Yim, Bovik: Quality Assessment of Deblocked Images (2011).
struct Blocking {
    /// Mean square step between neighbours that a border of 8 by 8 blocks parts.
    let acrossBorders: Double
    /// Mean square step between all other neighbours.
    let elsewhere: Double
    /// The shorter side in samples.
    private let side: Int

    init(_ plane: Plane<UInt8>) {
        var (borders, others) = ((sum: 0, count: 0), (sum: 0, count: 0))
        func add(_ a: UInt8, _ b: UInt8, isBorder: Bool) {
            let square = (Int(a) - Int(b)) * (Int(a) - Int(b))
            if isBorder { borders = (borders.sum + square, borders.count + 1) }
            if !isBorder { others = (others.sum + square, others.count + 1) }
        }
        for y in 0..<plane.height {
            for x in 0..<plane.width - 1 { add(plane[x, y], plane[x + 1, y], isBorder: x % 8 == 7) }
        }
        for y in 0..<plane.height - 1 {
            for x in 0..<plane.width { add(plane[x, y], plane[x, y + 1], isBorder: y % 8 == 7) }
        }
        acrossBorders = Double(borders.sum) / Double(max(borders.count, 1))
        elsewhere = Double(others.sum) / Double(max(others.count, 1))
        side = min(plane.width, plane.height)
    }

    /// DB:DC, about 1 in a picture without blocks; 1 where there are no steps at all.
    var ratio: Double { elsewhere > 0 ? acrossBorders / elsewhere : 1 }

    /// PSNR-B in dB: PSNR that charges steps which are higher at borders than elsewhere.
    ///
    /// - Parameter meanSquare: mean square error of the same plane.
    func psnrB(meanSquare: Double) -> Double {
        let charge = log2(8) / log2(Double(side))
        return Measures.decibels(meanSquare + charge * max(acrossBorders - elsewhere, 0))
    }
}
