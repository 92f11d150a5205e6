/// Runs the steps of a denoise stage on the rows of a region that are there, and remembers how far each has come.
struct StageRunner: Sendable {
    let stage: DenoiseStage
    let kernels: KernelTable

    /// Floats that the steps keep from one band of rows to the next, in this order.
    struct Scratch: Sendable {
        var pilotCount = 0
        /// Of one Wiener pass.
        var passCount = 0
        var passes = 0
        /// Of the merge of one plane.
        var mergeCount = 0
        var planes = 0

        var count: Int { pilotCount + passes * passCount + planes * mergeCount }
    }

    /// The row each step goes on with: see the kernels.
    struct Progress {
        fileprivate var pilot = 0
        fileprivate var passes: InlineArray<3, Int> = [0, 0, 0]
        fileprivate var merge = 0
    }

    /// For regions up to this width. Parts begin at whole cache lines.
    func scratch(width: Int, planeCount: Int) -> Scratch {
        func whole(_ count: Int) -> Int { (count + 15) / 16 * 16 }
        var scratch = Scratch()
        if case .nonLocalMeans(let pilot) = stage.pilot {
            scratch.pilotCount = whole(kernels.pilotNonLocalMeansScratchBytes(width, planeCount, pilot.radius) / 4)
        }
        scratch.passes = stage.passes.count
        scratch.passCount = whole(kernels.wienerScratchBytes(width, planeCount) / 4)
        scratch.planes = planeCount
        scratch.mergeCount = whole(kernels.mergeCoarseScratchBytes(width) / 4)
        return scratch
    }

    /// Border that the steps use up.
    var border: Int { stage.pilotBorder + stage.passes.count * RegionGeometry.pass }

    /// Which of three regions, of which 0 is the noisy one, the result lies in.
    var resultIndex: Int { stage.passes.count % 2 == 0 ? 1 : 2 }

    /// Denoises as many rows as `available` rows of `noisy` allow.
    ///
    /// - Parameters:
    ///   - first, second: regions of the same layout; the pilot's result lies in the first, that of the next step in
    ///     the second, and so on.
    /// - Returns: the number of rows above which the result is there.
    func advance(
        _ progress: inout Progress, available: Int, of noisy: FloatRegion, _ first: FloatRegion, _ second: FloatRegion,
        memory: WorkerMemory
    ) -> Int {
        var ready = advancePilot(&progress.pilot, available: available, of: noisy, to: first, memory: memory)
        var border = stage.pilotBorder
        for (index, pass) in stage.passes.enumerated() {
            let source = noisy.inset(border)
            let guide = (index % 2 == 0 ? first : second).inset(border)
            let target = (index % 2 == 0 ? second : first).inset(border)
            let rows = max(min(ready - border, source.height), 0)
            // SAFETY: the three regions have one layout; memory and tables are as large as the kernel asks for.
            progress.passes[index] = unsafe kernels.wienerPass(
                source.base, guide.base, target.base, source.planeStride, source.rowStride, source.width,
                source.height, source.planeCount, stage.spectrum, stage.law, stage.lawSegments, pass.rowStep,
                progress.passes[index], rows, memory.pass(index))
            ready = border + (rows == source.height ? rows : progress.passes[index])
            border += RegionGeometry.pass
        }
        return ready
    }

    /// Takes the low frequencies of as many rows as there are from the denoised planes at half the resolution.
    ///
    /// - Parameters:
    ///   - fine: the result, without the border that the steps used up.
    ///   - available: its rows that are there.
    /// - Returns: the number of rows above which that is done.
    func merge(
        _ coarse: CoarsePlanes, into fine: FloatRegion, _ progress: inout Progress, available: Int,
        memory: WorkerMemory
    ) -> Int {
        let start = progress.merge
        let end = max(min(available, fine.height) / 2, start)
        var half = unsafe FloatRegion(
            memory.coarse, x: fine.x / 2, y: fine.y / 2, width: fine.width / 2, height: fine.height / 2,
            planeCount: fine.planeCount, rowCount: RegionGeometry.windowRows / 2)
        half.slide(from: 0, to: start, end: start)
        coarse.load(half, rows: start..<end)
        for plane in 0..<fine.planeCount {
            progress.merge = unsafe kernels.mergeCoarse(
                fine.pointer(plane: plane, row: 0), fine.rowStride, fine.width, half.pointer(plane: plane, row: 0),
                half.rowStride, start, end, memory.merge(plane))
        }
        return end == fine.height / 2 ? fine.height : max(2 * end - 7, 0)
    }

    private func advancePilot(
        _ row: inout Int, available: Int, of noisy: FloatRegion, to guide: FloatRegion, memory: WorkerMemory
    ) -> Int {
        switch stage.pilot {
        case .bilateral(let radius, let factors, let spaceFactor):
            row = unsafe kernels.pilotBilateral(
                noisy.base, guide.base, noisy.planeStride, noisy.rowStride, noisy.width, noisy.planeCount, radius,
                factors, spaceFactor, row, available)
            return row
        case .nonLocalMeans(let pilot):
            row = unsafe kernels.pilotNonLocalMeans(
                noisy.base, guide.base, noisy.planeStride, noisy.rowStride, noisy.width, noisy.planeCount, pilot.radius,
                pilot.middles, pilot.scales, pilot.limit, row, available, memory.pilot)
            return row - 1
        }
    }
}
