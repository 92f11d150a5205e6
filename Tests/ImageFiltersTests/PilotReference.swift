@testable import ImageFilters

/// Non-local means with a 3×3 patch in the kernel's integers, sample by sample.
func nonLocalMeansPilotReference(_ source: RegionPlanes, _ pilot: PilotSteps) -> RegionPlanes {
    let steps = (0..<source.planeCount).map { plane in
        (0..<source.height).map { y in
            (0..<source.width).map { x in
                Int(
                    ((Float(source[plane, x, y]) - pilot.middles[plane]) * pilot.scales[plane]).rounded(
                        .toNearestOrEven))
            }
        }
    }
    let product = { (a: Int, b: Int) in (a * b) >> 16 }
    return averages(of: source, radius: pilot.radius, least: 1) { x, y, dx, dy in
        var distance = 0
        for plane in steps {
            for py in y - 1...y + 1 {
                for px in x - 1...x + 1 {
                    let difference = min(abs(plane[py][px] - plane[py + dy][px + dx]), 255)
                    distance += difference * difference
                }
            }
        }
        let base = min(2 * max(pilot.limit - distance, 0), 65535)
        let second = product(base, base)
        let fourth = product(second, second)
        return Double(product(fourth, fourth) >> 2)
    } difference: { plane, x, y, dx, dy in
        Double(steps[plane][y + dy][x + dx] - steps[plane][y][x]) / Double(pilot.scales[plane])
    }
}

/// Non-local means with a 3×3 patch and exact weights: 1 up to a distance of 2 noise variances, 0 from `cutOff` more on.
func exactNonLocalMeans(_ source: RegionPlanes, radius: Int, variances: [Float], cutOff: Float) -> RegionPlanes {
    averages(of: source, radius: radius, least: 1e-6) { x, y, dx, dy in
        var distance = 0.0
        for plane in variances.indices {
            for py in y - 1...y + 1 {
                for px in x - 1...x + 1 {
                    let difference = source[plane, px, py] - source[plane, px + dx, py + dy]
                    distance += difference * difference / Double(9 * Float(variances.count) * variances[plane] * cutOff)
                }
            }
        }
        let base = max(0, min(1, Double(1 + 2 / cutOff) - distance))
        return base * base * base * base * base * base * base * base
    } difference: { plane, x, y, dx, dy in
        source[plane, x + dx, y + dy] - source[plane, x, y]
    }
}

/// Weighted means over a search window; the pixel itself has the largest weight of its neighbours, at least `least`.
private func averages(
    of source: RegionPlanes, radius: Int, least: Double, weight: (_ x: Int, _ y: Int, _ dx: Int, _ dy: Int) -> Double,
    difference: (_ plane: Int, _ x: Int, _ y: Int, _ dx: Int, _ dy: Int) -> Double
) -> RegionPlanes {
    let border = radius + 1
    var result = RegionPlanes(width: source.width, height: source.height, planeCount: source.planeCount) { _, _, _ in
        .nan
    }
    for y in border..<source.height - border {
        for x in border..<source.width - border {
            var sums = [Double](repeating: 0, count: source.planeCount)
            var total = 0.0
            var largest = least
            for dy in -radius...radius {
                for dx in -radius...radius where dx != 0 || dy != 0 {
                    let weight = weight(x, y, dx, dy)
                    for plane in sums.indices { sums[plane] += weight * difference(plane, x, y, dx, dy) }
                    total += weight
                    largest = max(largest, weight)
                }
            }
            for plane in sums.indices {
                result[plane, x, y] = source[plane, x, y] + sums[plane] / (total + largest)
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
///
/// - Parameter pieces: how many rows are there in each call; the last takes all.
func pilotByKernel(
    _ source: RegionPlanes, _ pilot: DenoiseStage.Pilot, _ instructionSet: InstructionSet = .best, pieces: [Int] = []
) -> RegionPlanes {
    let input = RegionMemory(source)
    let region = input.region
    let output = RegionMemory(width: region.width, height: region.height, planeCount: region.planeCount)
    let kernels = KernelTable(instructionSet)
    var row = 0
    switch pilot {
    case .bilateral(let radius, let factors, let spaceFactor):
        for available in pieces + [region.height] {
            row = kernels.pilotBilateral(
                region.base, output.region.base, region.planeStride, region.rowStride, region.width, region.planeCount,
                radius, factors, spaceFactor, row, available)
        }
    case .nonLocalMeans(let steps):
        let bytes = kernels.pilotNonLocalMeansScratchBytes(region.width, region.planeCount, steps.radius)
        withScratch(bytes: bytes) { scratch in
            for available in pieces + [region.height] {
                row = kernels.pilotNonLocalMeans(
                    region.base, output.region.base, region.planeStride, region.rowStride, region.width,
                    region.planeCount, steps.radius, steps.middles, steps.scales, steps.limit, row, available, scratch)
            }
        }
    }
    return output.planes
}
