/// Runs a denoise stage on the region of one tile.
struct StageRunner: Sendable {
    let stage: DenoiseStage
    let kernels: StageKernels

    /// Floats of scratch memory the kernels need for regions up to this width.
    func scratchCount(width: Int, planeCount: Int) -> Int {
        var count = kernels.mergeCoarseScratchCount(width)
        if case .nonLocalMeans(let pilot) = stage.pilot {
            count = max(count, kernels.pilotNonLocalMeansScratchCount(width, planeCount, pilot.radius))
        }
        if !stage.passes.isEmpty { count = max(count, kernels.wienerScratchCount(width, planeCount)) }
        return count
    }

    /// Denoises `noisy`; the result lies in one of the two other regions of `memory`, with a smaller border.
    func run(_ noisy: FloatRegion, memory: WorkerMemory) -> FloatRegion {
        let planes = noisy.planeCount
        var guide = unsafe noisy.moved(to: memory.region(1))
        var spare = unsafe noisy.moved(to: memory.region(2))
        runPilot(noisy, to: guide, memory: memory)
        var source = noisy.inset(stage.pilotBorder)
        guide = guide.inset(stage.pilotBorder)
        spare = spare.inset(stage.pilotBorder)
        for pass in stage.passes {
            // SAFETY: the three regions have one layout; memory and tables are as large as the kernel asks for.
            unsafe kernels.wienerPass(
                source.base, guide.base, spare.base, source.planeStride, source.rowStride, source.width, source.height,
                planes, stage.spectrum, stage.law, stage.lawSegments, pass.rowStep,
                memory.kernels)
            source = source.inset(RegionGeometry.pass)
            (guide, spare) = (spare.inset(RegionGeometry.pass), guide.inset(RegionGeometry.pass))
        }
        return guide
    }

    /// Takes the low frequencies of `fine` from the denoised planes at half the resolution.
    func merge(_ coarse: CoarsePlanes, into fine: FloatRegion, memory: WorkerMemory) -> FloatRegion {
        let half = unsafe FloatRegion(
            memory.coarse, x: fine.x / 2, y: fine.y / 2, width: fine.width / 2, height: fine.height / 2,
            planeCount: fine.planeCount)
        coarse.load(half)
        for plane in 0..<fine.planeCount {
            unsafe kernels.mergeCoarse(
                fine.pointer(plane: plane, row: 0), fine.rowStride, fine.width, fine.height,
                half.pointer(plane: plane, row: 0), half.rowStride, memory.kernels)
        }
        return fine.inset(RegionGeometry.merge)
    }

    private func runPilot(_ noisy: FloatRegion, to guide: FloatRegion, memory: WorkerMemory) {
        switch stage.pilot {
        case .bilateral(let radius, let factors, let spaceFactor):
            unsafe kernels.pilotBilateral(
                noisy.base, guide.base, noisy.planeStride, noisy.rowStride, noisy.width, noisy.height,
                noisy.planeCount, radius, factors, spaceFactor)
        case .nonLocalMeans(let pilot):
            unsafe kernels.pilotNonLocalMeans(
                noisy.base, guide.base, noisy.planeStride, noisy.rowStride, noisy.width, noisy.height,
                noisy.planeCount, pilot.radius, pilot.middles, pilot.scales, pilot.limit, memory.kernels)
        }
    }
}
