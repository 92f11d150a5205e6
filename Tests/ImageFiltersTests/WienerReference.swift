@testable import ImageFilters

/// Empirical Wiener shrinkage in a sliding 8×8 DCT, patch by patch.
struct WienerReference {
    /// Per plane the noise variance of each orthonormal coefficient; the mean counts as free of noise.
    let variances: [[Double]]
    /// The factor on the variances from the mean of a patch in the first plane.
    let law: (Double) -> Double
    let lattice: Lattice

    func apply(noisy: RegionPlanes, guide: RegionPlanes) -> RegionPlanes {
        let planes = noisy.planeCount
        var sums = RegionPlanes(width: noisy.width, height: noisy.height, planeCount: planes) { _, _, _ in 0 }
        var weights = RegionPlanes(width: noisy.width, height: noisy.height, planeCount: 1) { _, _, _ in 0 }
        for (number, y) in stride(from: 0, through: noisy.height - 8, by: lattice.rowStep).enumerated() {
            for x in stride(from: lattice.shift(ofRow: number), through: noisy.width - 8, by: 8) {
                let factor = law(noisy.block(0, x: x, y: y).reduce(0, +) / 64)
                var energy = 0.0
                let patches = (0..<planes).map { plane in
                    let guided = CosineTransform.forward(guide.block(plane, x: x, y: y))
                    var coefficients = CosineTransform.forward(noisy.block(plane, x: x, y: y))
                    for index in 1..<64 {
                        let power = guided[index] * guided[index]
                        let gain = power / (power + variances[plane][index] * factor)
                        coefficients[index] *= gain
                        energy += gain * gain
                    }
                    energy += 1
                    return CosineTransform.inverse(coefficients)
                }
                for index in 0..<64 {
                    for plane in 0..<planes {
                        sums[plane, x + index % 8, y + index / 8] += patches[plane][index] / energy
                    }
                    weights[0, x + index % 8, y + index / 8] += 1 / energy
                }
            }
        }
        return RegionPlanes(width: noisy.width, height: noisy.height, planeCount: planes) {
            sums[$0, $1, $2] / weights[0, $1, $2]
        }
    }
}

extension Lattice {
    /// By how much the patches of a row are shifted to the right.
    func shift(ofRow number: Int) -> Int {
        rowStep == 1 ? [0, 3, 6, 1, 4, 7, 2, 5][number % 8] : [0, 3, 6, 1][number % 4]
    }
}

/// What the kernel makes of the same, with the tables a stage gives it.
///
/// - Parameter pieces: how many rows are there in each call; the last takes all.
func wienerByKernel(
    noisy: RegionPlanes, guide: RegionPlanes, stage: DenoiseStage, lattice: Lattice,
    _ instructionSet: InstructionSet = .best, pieces: [Int] = []
) -> RegionPlanes {
    let (noisy, guide) = (RegionMemory(noisy), RegionMemory(guide))
    let region = noisy.region
    let output = RegionMemory(width: region.width, height: region.height, planeCount: region.planeCount)
    let kernels = KernelTable(instructionSet)
    withScratch(bytes: kernels.wienerScratchBytes(region.width, region.planeCount)) { scratch in
        var row = 0
        for available in pieces + [region.height] {
            row = kernels.wienerPass(
                region.base, guide.region.base, output.region.base, region.planeStride, region.rowStride, region.width,
                region.height, region.planeCount, stage.spectrum, stage.law, (stage.law.count - 1) / 3, lattice.rowStep,
                row,
                available, scratch)
        }
    }
    return output.planes
}
