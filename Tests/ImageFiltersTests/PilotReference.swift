@testable import ImageFilters

/// Non-local means with a 3×3 patch, sample by sample.
func nonLocalMeansPilotReference(
    _ source: RegionPlanes, radius: Int, factors: [Float], ceiling: Float
) -> RegionPlanes {
    let border = radius + 1
    var result = RegionPlanes(width: source.width, height: source.height, planeCount: source.planeCount) { _, _, _ in
        .nan
    }
    for y in border..<source.height - border {
        for x in border..<source.width - border {
            var sums = [Double](repeating: 0, count: source.planeCount)
            var total = 0.0
            var largest = 1e-6
            for dy in -radius...radius {
                for dx in -radius...radius where dx != 0 || dy != 0 {
                    var distance = 0.0
                    for plane in factors.indices {
                        for py in y - 1...y + 1 {
                            for px in x - 1...x + 1 {
                                let difference = source[plane, px, py] - source[plane, px + dx, py + dy]
                                distance += Double(factors[plane]) * difference * difference
                            }
                        }
                    }
                    let base = max(0, min(1, Double(ceiling) - distance))
                    let weight = base * base * base * base * base * base * base * base
                    for plane in factors.indices { sums[plane] += weight * source[plane, x + dx, y + dy] }
                    total += weight
                    largest = max(largest, weight)
                }
            }
            for plane in factors.indices {
                result[plane, x, y] = (sums[plane] + largest * source[plane, x, y]) / (total + largest)
            }
        }
    }
    return result
}

/// The bilateral filter over a disc, sample by sample.
func bilateralPilotReference(
    _ source: RegionPlanes, radius: Int, factors: [Float], spaceFactor: Float
) -> RegionPlanes {
    var result = RegionPlanes(width: source.width, height: source.height, planeCount: source.planeCount) { _, _, _ in
        .nan
    }
    for y in radius..<source.height - radius {
        for x in radius..<source.width - radius {
            var sums = [Double](repeating: 0, count: source.planeCount)
            var total = 0.0
            for dy in -radius...radius {
                for dx in -radius...radius where dx * dx + dy * dy <= radius * radius {
                    var base = 1 - Double(dx * dx + dy * dy) * Double(spaceFactor)
                    for plane in factors.indices {
                        let difference = source[plane, x, y] - source[plane, x + dx, y + dy]
                        base -= Double(factors[plane]) * difference * difference
                    }
                    let weight = max(0, base) * max(0, base) * max(0, base) * max(0, base)
                    for plane in factors.indices { sums[plane] += weight * source[plane, x + dx, y + dy] }
                    total += weight
                }
            }
            for plane in factors.indices { result[plane, x, y] = sums[plane] / total }
        }
    }
    return result
}

/// What the kernel of either pilot makes of the same.
func pilotByKernel(
    _ source: RegionPlanes, _ pilot: DenoiseStage.Pilot, _ instructionSet: InstructionSet = .best
) -> RegionPlanes {
    let input = RegionMemory(source)
    let region = input.region
    let output = RegionMemory(width: region.width, height: region.height, planeCount: region.planeCount)
    let kernels = StageKernels(instructionSet)
    switch pilot {
    case .bilateral(let radius, let factors, let spaceFactor):
        kernels.pilotBilateral(
            region.base, output.region.base, region.planeStride, region.rowStride, region.width, region.height,
            region.planeCount, radius, factors, spaceFactor)
    case .nonLocalMeans(let radius, let factors, let ceiling):
        withScratch(kernels.pilotNonLocalMeansScratchCount(region.width, radius)) { scratch in
            kernels.pilotNonLocalMeans(
                region.base, output.region.base, region.planeStride, region.rowStride, region.width, region.height,
                region.planeCount, radius, factors, ceiling, scratch)
        }
    }
    return output.planes
}
