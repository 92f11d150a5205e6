/// Estimates the noise of a group of planes from its quietest blocks, and what speaks for its being noise.
///
/// In blocks without structure a DCT coefficient holds noise alone (Ponomarenko et al. 2007; Colom, Buades 2013 for a
/// deviation per frequency). Blocks in which noise cannot show are left out: they are censored, not quiet.
struct NoiseEstimator<Element: KernelSample> {
    let loader: RegionLoader<Element>
    let transparency: TransparentMask?
    let group: PlaneGroup
    /// Of the compression that the first plane went through, in its lowest frequencies; `nil` where none is known.
    let roundingError: Float?
    let scheduler: TileScheduler

    /// Resolutions that are looked at: full and half. A third gains less than 0.01 dB.
    static var scales: Int { 2 }
    /// Reduced planes with a smaller side are not looked at.
    static var smallestReducedSide: Int { 48 }
    /// Smaller planes have no estimate.
    private static var smallestSide: Int { 16 }
    /// Fewer blocks cannot tell anything.
    private static var fewestBlocks: Int { 32 }
    /// Of 112 pairs of neighbours more are equal only where noise is below about 0.8, or was quantised away.
    private static var mostEqual: Int32 { 44 }

    /// The noise, `nil` when there are too few blocks in which it could show; and the deviation of luma's bands on the
    /// 8-bit scale, which are not part of it.
    func estimate() throws(CancellationError) -> (noise: GroupNoise?, banding: Float) {
        let size = loader.size(scale: 0)
        let sampler = BlockSampler(loader, transparency: transparency, scale: 0)
        guard min(size.width, size.height) >= NoiseEstimator.smallestSide, sampler.count >= 16 else {
            return (nil, 0)
        }
        let measures = try sampler.measured(scheduler)
        let area = ActiveArea(
            equal: measures.equal, columnCount: sampler.columnCount, step: sampler.step)
        let visible = BlockTable(measures).filtered {
            area.contains(block: $0) && measures.clipped[$0] < BlockMeasures.unusable
        }
        if group.isChroma { return (try chromaNoise(sampler, visible, area), 0) }
        return (try lumaNoise(sampler, visible, area), Banding.deviation(sampler, visible) * group.lumaScale)
    }

    private func lumaNoise(
        _ sampler: BlockSampler<Element>, _ visible: BlockTable, _ area: ActiveArea
    ) throws(CancellationError) -> GroupNoise? {
        let uncensored = visible.filtered { visible.equal[$0] <= NoiseEstimator.mostEqual }
        let table = uncensored.withoutClipped()
        guard table.count >= NoiseEstimator.fewestBlocks else { return nil }
        let share = max(NoiseEstimator.fewestBlocks, table.count / 20)
        let most = max(64, sampler.count / 40)
        let lumas = meanLumas(table, scale: 0)

        // Does noise that nothing has touched show in the quietest blocks? Or in those that follow, if what is left of a
        // strip that was painted comes first?
        let bins = IntensityBin.bins(table, lumas: lumas)
        var function = NoiseLevelFunction(linear: bins)
        var factors = function.factors(at: lumas)
        let whole = QuietOrder(table, factors: factors)
        var order = whole
        let least = max(NoiseEstimator.fewestBlocks, table.count / 200)
        var found = try measured(sampler, table, QuietBlocks(order, count: least), factors, .rootMeanSquare)
        var evidence = NoiseEvidence(independentBlocks: independent(uncensored, sampler))
        evidence.lookAtQuietest(found.variances, found.shapes, group)
        let chroma = chromaConfidence(found, planes: 1..<sampler.planeCount, evidence.independentBlocks)
        for share in [25, 8] where !evidence.isUntouched && table.count / share > least {
            order = whole.dropping(table.count / share)
            found = try measured(sampler, table, QuietBlocks(order, count: least), factors, .rootMeanSquare)
            evidence.lookAtQuietest(found.variances, found.shapes, group)
        }
        var raw: [Float] = []
        if evidence.isUntouched {
            // Not in what was painted over the picture: of some intensity, and never normally distributed.
            let normal = bins.filter { bin in
                NoiseEvidence.isNormal(sampler.spectra(of: bin.quiet.map { table.blocks[$0] }).shapes[0])
            }
            let sound = normal.isEmpty ? bins : normal
            function = NoiseLevelFunction(linear: sound)
            factors = function.factors(at: lumas)
            let quiet = QuietBlocks(table, bins: sound, function: function)
            let wide = try measured(sampler, table, quiet, factors, .median)
            // Else structure has got in, and the quietest blocks have to do.
            if NoiseEvidence.isWhite(wide.variances[0]) { found = wide }
            // Compression leaves noise in luma nearly white, not so in chroma.
            found.variances = found.variances.map {
                NoiseEvidence.isWhite($0) ? NoiseSpectrum.white($0) : NoiseSpectrum.levelled($0)
            }
        } else {
            function = NoiseLevelFunction(toned: bins)
            factors = function.factors(at: lumas)
            order = QuietOrder(table, factors: factors)
            let quiet = QuietBlocks(order, table: table, factors: factors, from: share, most: most)
            found = try measured(sampler, table, quiet, factors, .rootMeanSquare)
            raw = found.variances[0]
            found.variances = found.variances.map(NoiseSpectrum.levelled)
        }
        evidence.look(at: found.variances, found.shapes, group)
        let floor = table.meanEnergy(of: order.byEven.prefix(share), factors: factors)
        evidence.quietShare = Float(zip(table.odd, factors).count { $0 / $1 < 2 * floor }) / Float(table.count)
        evidence.depth = depth(visible, floor: floor, function)
        evidence.roundingError = roundingError
        var noise = GroupNoise(
            variances: [found.variances], levelFunction: function, evidence: evidence, chromaConfidence: chroma)
        let size = loader.size(scale: 1)
        if evidence.isUntouched, min(size.width, size.height) >= NoiseEstimator.smallestReducedSide {
            // White noise is as strong at half the resolution.
            var coarse = found.variances.map(NoiseSpectrum.coarse)
            let others = found.variances.indices.filter { !NoiseEvidence.isWhite(found.variances[$0]) }
            if !others.isEmpty, let measured = try coarseNoise(area, function, .rootMeanSquare, share: 40) {
                for plane in others { coarse[plane] = measured[plane] }
            }
            noise.variances.append(coarse)
        } else if !evidence.isUntouched, let coarse = try coarseNoise(area, function, .rootMeanSquare, share: 40) {
            noise.evidence?.growth = NoiseEvidence.growth(from: raw, to: coarse[0])
            noise.variances.append(bounded(coarse, by: found.variances))
        }
        return noise
    }

    /// Noise of chroma planes without luma, whose intensity says nothing and whose structure is weak.
    private func chromaNoise(
        _ sampler: BlockSampler<Element>, _ visible: BlockTable, _ area: ActiveArea
    ) throws(CancellationError) -> GroupNoise? {
        // Blocks of one colour say nothing, unless there is little else: then chroma has been quantised away everywhere.
        let shaded = visible.filtered { visible.equal[$0] < ActiveArea.flat }
        let visible = shaded.count * 4 >= visible.count ? shaded : visible
        guard visible.count >= NoiseEstimator.fewestBlocks else { return nil }
        let factors = [Float](repeating: 1, count: visible.count)
        let quiet = QuietBlocks(visible, factors: factors, count: max(64, visible.count / 20))
        // JPEG sets most chroma coefficients of flat blocks to zero: the median alone would see no noise.
        let found = try measured(sampler, visible, quiet, factors, .both).variances
        var noise = GroupNoise(variances: [found], levelFunction: .constant)
        let table = visible.filtered { visible.equal[$0] <= NoiseEstimator.mostEqual }
        if table.count >= NoiseEstimator.fewestBlocks {
            let factors = [Float](repeating: 1, count: table.count)
            let least = max(NoiseEstimator.fewestBlocks, table.count / 200)
            noise.chromaConfidence = try chromaConfidence(
                measured(
                    sampler, table, QuietBlocks(table, factors: factors, count: least), factors, .rootMeanSquare),
                planes: 0..<sampler.planeCount, independent(table, sampler))
        }
        if let coarse = try coarseNoise(area, .constant, .both, share: 20) {
            noise.variances.append(bounded(coarse, by: found))
        }
        return noise
    }

    /// How many blocks that do not overlap those of a table would make.
    private func independent(_ table: BlockTable, _ sampler: BlockSampler<Element>) -> Float {
        Float(table.count * sampler.step * sampler.step) / 64
    }

    /// How far each of some chroma planes is believed to hold untouched noise, on the average.
    private func chromaConfidence(
        _ found: (variances: [[Float]], shapes: [[DifferenceShape]]), planes: Range<Int>, _ independentBlocks: Float
    ) -> Float {
        let confidences = planes.map { plane in
            var evidence = NoiseEvidence(independentBlocks: independentBlocks)
            evidence.lookAtQuietest([found.variances[plane]], [found.shapes[plane]], group)
            return evidence.untouched * NoiseEvidence.moderate(evidence.middle)
        }
        return confidences.isEmpty ? 0 : confidences.reduce(0, +) / Float(confidences.count)
    }

    /// Noise variances at half the resolution; `nil` where that is too small.
    private func coarseNoise(
        _ area: ActiveArea, _ function: NoiseLevelFunction, _ statistic: NoiseSpectrum.Statistic, share: Int
    ) throws(CancellationError) -> [[Float]]? {
        let size = loader.size(scale: 1)
        guard min(size.width, size.height) >= NoiseEstimator.smallestReducedSide else { return nil }
        let sampler = BlockSampler(loader, transparency: transparency, scale: 1)
        let measures = try sampler.measured(scheduler)
        let all = BlockTable(measures)
        let table = all.filtered {
            measures.clipped[$0] < BlockMeasures.unusable
                && area.contains(sampler.samples(of: $0)) && (group.isChroma || all.even[$0] + all.odd[$0] > 2)
        }
        guard table.count >= NoiseEstimator.fewestBlocks else { return nil }
        let factors = function.factors(at: meanLumas(table, scale: 1))
        let quiet = QuietBlocks(
            table, factors: factors, count: max(2 * NoiseEstimator.fewestBlocks, table.count / share))
        return try measured(sampler, table, quiet, factors, statistic).variances
    }

    /// How much quieter than `floor` the quietest blocks are when those count in which noise may have been quantised
    /// away: a ratio of deviations, at most 1.
    private func depth(_ visible: BlockTable, floor: Float, _ function: NoiseLevelFunction) -> Float {
        let table = visible.filtered { visible.equal[$0] < ActiveArea.flat && visible.clipped[$0] == 0 }
        guard table.count >= NoiseEstimator.fewestBlocks else { return 1 }
        let factors = function.factors(at: meanLumas(table, scale: 0))
        let quietest = Quantiles.indicesOfSmallest(
            max(NoiseEstimator.fewestBlocks, table.count / 20),
            of: table.blocks.indices.map { (table.even[$0] + table.evenOthers[$0]) / factors[$0] })
        return min(1, (table.meanEnergy(of: quietest[...], factors: factors) / max(floor, 1e-6)).squareRoot())
    }

    private func measured(
        _ sampler: BlockSampler<Element>, _ table: BlockTable, _ quiet: QuietBlocks, _ factors: [Float],
        _ statistic: NoiseSpectrum.Statistic
    ) throws(CancellationError) -> (variances: [[Float]], shapes: [[DifferenceShape]]) {
        try scheduler.cancellation?.check()
        return NoiseSpectrum.measured(
            sampler, table, quiet, factors: factors, statistic: statistic, threads: scheduler.threads)
    }

    /// Mean luma of each block, 0…255.
    private func meanLumas(_ table: BlockTable, scale: Int) -> [Float] {
        table.means.map { min(max($0 * group.lumaScale / Float(1 << scale), 0), 255) }
    }

    /// A coarser scale sees the low frequencies of the finer one; much more noise than there would be structure.
    private func bounded(_ own: [[Float]], by finer: [[Float]]) -> [[Float]] {
        zip(own, finer).map { own, finer in
            (0..<64).map { min(own[$0], 1.3225 * finer[$0 / 16 * 8 + $0 % 8 / 2]) }
        }
    }
}
