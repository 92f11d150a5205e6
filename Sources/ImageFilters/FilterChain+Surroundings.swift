extension FilterChain {
    /// What a part of a picture must hold beside some samples for these to come out as in the whole picture.
    package struct Surroundings: Sendable, Hashable {
        /// Samples of any plane, on all sides.
        package let reach: Int
        /// The part begins at multiples of this many samples: there the lattices of all resolutions have a point.
        package let lattice: Int
    }

    /// The surroundings that suffice at every level, by every method and for any noise.
    package static let surroundings: Surroundings = {
        let picture = PlanarImage(
            width: 256, height: 256, colorModel: .gray, planes: .eight([Plane(width: 256, height: 256)]))
        // Strong noise has the most steps, and that which is told has the most resolutions.
        let noise = NoiseProfile.white(sigma: 100, for: picture).groups[0]
        let kernels = KernelTable(.baseline)
        let steps = DenoiseMethod.allCases.flatMap { method in
            Level.range.map { level in
                GroupSteps(
                    FilterChain(denoiser: Denoiser(level: Level(level)!, method: method)), noise: noise,
                    ringing: 0, kernels: kernels)
            }
        }
        return Surroundings(
            reach: steps.reduce(0) { max($0, $1.reach) },
            lattice: StepSequence.tileStep << (steps.reduce(1) { max($0, $1.scaleCount) } - 1))
    }()
}

extension GroupSteps {
    /// How many samples around it a result depends on, at full resolution.
    fileprivate var reach: Int {
        (0..<scaleCount).reversed().reduce(0) { coarserReach, scale in
            let hasCoarse = scale + 1 < scaleCount
            let steps = StepSequence(
                at(scale: scale, coarse: hasCoarse ? CoarsePlanes(width: 1, height: 1, planeCount: 1) : nil))
            let merge = steps.places.first { $0.step is CoarseMergeStep }
            let merged = merge.map { $0.inset } ?? steps.margin
            let beforeMerge = steps.margin - merged
            return max(
                steps.margin.columns, steps.margin.rows,
                max(beforeMerge.columns, beforeMerge.rows) + 2 * coarserReach)
        }
    }
}
