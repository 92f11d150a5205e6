import Foundation

@testable import ImageFilters

/// `fine` with its low frequencies taken from `coarse`, sample by sample; not a number where samples are missing.
func coarseMergeReference(fine: RegionPlanes, coarse: RegionPlanes) -> RegionPlanes {
    // White noise keeps its deviation when 2×2 px are summed and halved.
    let difference = RegionPlanes(width: coarse.width, height: coarse.height, planeCount: 1) { _, x, y in
        var sum = fine[0, 2 * x, 2 * y] + fine[0, 2 * x + 1, 2 * y]
        sum += fine[0, 2 * x, 2 * y + 1] + fine[0, 2 * x + 1, 2 * y + 1]
        return coarse[0, x, y] - sum / 2
    }
    let raw = (-3...3).map { exp(-Double($0 * $0) / 2) }
    let taps = raw.map { $0 / raw.reduce(0, +) }
    let smooth = RegionPlanes(width: coarse.width, height: coarse.height, planeCount: 1) { _, x, y in
        guard (3..<coarse.width - 3).contains(x), (3..<coarse.height - 3).contains(y) else { return .nan }
        var sum = 0.0
        for dy in 0..<7 {
            for dx in 0..<7 { sum += taps[dx] * taps[dy] * difference[0, x + dx - 3, y + dy - 3] }
        }
        return sum
    }
    return RegionPlanes(width: fine.width, height: fine.height, planeCount: 1) { _, x, y in
        // The centre of fine sample x lies at (x - 0.5) / 2 among the coarse samples.
        let (u, v) = ((Double(x) - 0.5) / 2, (Double(y) - 0.5) / 2)
        let (left, top) = (Int(u.rounded(.down)), Int(v.rounded(.down)))
        guard left >= 0, top >= 0, left + 1 < coarse.width, top + 1 < coarse.height else { return .nan }
        let (right, below) = (u - Double(left), v - Double(top))
        let upper = (1 - right) * smooth[0, left, top] + right * smooth[0, left + 1, top]
        let lower = (1 - right) * smooth[0, left, top + 1] + right * smooth[0, left + 1, top + 1]
        return fine[0, x, y] + ((1 - below) * upper + below * lower) / 2
    }
}

/// What the kernel makes of the same.
///
/// - Parameter pieces: how many coarse rows are there in each call; the last takes all.
func coarseMergeByKernel(
    fine: RegionPlanes, coarse: RegionPlanes, _ instructionSet: InstructionSet = .best, pieces: [Int] = []
) -> RegionPlanes {
    let (fine, coarse) = (RegionMemory(fine), RegionMemory(coarse))
    let kernels = KernelTable(instructionSet)
    withScratch(bytes: kernels.mergeCoarseScratchBytes(fine.region.width)) { scratch in
        var row = 0
        for available in pieces + [coarse.region.height] {
            row = kernels.mergeCoarse(
                fine.region.base, fine.region.rowStride, fine.region.width, coarse.region.base,
                coarse.region.rowStride, row, available, scratch)
        }
    }
    return fine.planes
}
