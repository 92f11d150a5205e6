/// Estimates the noise of a group of planes from their quietest blocks.
///
/// In blocks without structure a DCT coefficient holds noise alone, so that the median of its magnitude there is
/// 0.6745 noise deviations (Ponomarenko et al. 2007; Colom, Buades 2013 for a deviation per frequency).
struct NoiseEstimator<Element: KernelSample> {
    let loader: RegionLoader<Element>
    /// Of the group's planes.
    let transparency: TransparentMask?
    let lumaScale: Float
    /// Whether noise may depend on intensity (not so for chroma, whose mean says nothing about light).
    let followsIntensity: Bool

    /// Whether the planes are chroma that was subsampled.
    let isReducedChroma: Bool

    let threads: ThreadBudget

    /// Resolutions that are looked at: full and half. A third gains less than 0.01 dB.
    static var scales: Int { 2 }
    /// Smaller planes have no estimate.
    private static var smallestSide: Int { 16 }
    /// Reduced planes with a smaller side are not looked at.
    static var smallestReducedSide: Int { 48 }

    /// `nil` when the planes are too small to tell.
    func estimate() -> GroupNoise? {
        let full = BlockSampler(loader, transparency: transparency, scale: 0)
        let size = loader.size(scale: 0)
        guard min(size.width, size.height) >= NoiseEstimator.smallestSide, full.count >= 16 else { return nil }
        let look = BlockSummary(full, excludesClipped: followsIntensity, threads: threads)
        let lumas = meanLumas(look, scale: 0)
        let law =
            followsIntensity
            ? IntensityLaw(means: lumas, activities: look.activities, energies: look.energies) : .constant
        let factors = law.factors(at: lumas)
        let finest = profile(full, look, factors: factors)
        // Graphics of two colours, or more noise than any photograph has.
        let isNoise = look.clippedShare <= 0.95 && finest.allSatisfy { $0.reduce(0, +) / 64 <= 64 * 64 }
        guard isNoise else { return nil }
        var noise = GroupNoise(variances: [finest], law: law, quietShare: 0)
        let floor = finest.reduce(0) { sum, plane in FrequencyBands.low.reduce(sum) { $0 + plane[$1] } }
        if floor > 0 {
            let quiet = zip(look.activities, factors).count { $0 / $1 < 3 * floor }
            noise.quietShare = Float(quiet) / Float(look.activities.count)
        }
        for scale in 1..<NoiseEstimator.scales {
            let size = loader.size(scale: scale)
            guard min(size.width, size.height) >= NoiseEstimator.smallestReducedSide else { break }
            let sampler = BlockSampler(loader, transparency: transparency, scale: scale)
            let look = BlockSummary(sampler, excludesClipped: false, threads: threads)
            let own = profile(sampler, look, factors: law.factors(at: meanLumas(look, scale: scale)))
            noise.variances.append(bounded(own, by: noise.variances[scale - 1]))
        }
        return noise
    }

    /// Mean luma of each block, 0…255.
    private func meanLumas(_ look: BlockSummary, scale: Int) -> [Float] {
        look.means.map { min(max($0 * lumaScale / Float(1 << scale), 0), 255) }
    }

    /// Noise variance per plane and frequency.
    ///
    /// - Parameter factors: the intensity law's, for each block of `look`.
    private func profile(_ sampler: BlockSampler<Element>, _ look: BlockSummary, factors: [Float]) -> [[Float]] {
        let activities = zip(look.activities, factors).map { $0 / $1 }
        let quiet = Quantiles.indicesOfSmallest(max(64, activities.count * 5 / 100), of: activities)
        let spectra = sampler.spectra(of: quiet.map { look.blocks[$0] })
        let scales = quiet.map { 1 / factors[$0].squareRoot() }
        return threads.map(sampler.planeCount) { plane in
            var magnitudes = scales
            return NoiseSpectrum.smoothed(
                (0..<64).map { frequency in
                    let coefficients = unsafe spectra.coefficients(plane: plane, frequency: frequency)
                    for block in magnitudes.indices {
                        magnitudes[block] = unsafe abs(coefficients[block]) * scales[block]
                    }
                    return deviation(of: &magnitudes)
                })
        }
    }

    /// The standard deviation of coefficients, from their magnitudes.
    private func deviation(of magnitudes: inout [Float]) -> Float {
        // Before the median, which puts them into an order of its own.
        let square = isReducedChroma ? magnitudes.reduce(0) { $0 + $1 * $1 } / Float(magnitudes.count) : 0
        let robust = Quantiles.median(of: &magnitudes) / 0.6745
        guard isReducedChroma else { return robust }
        // JPEG sets most chroma coefficients of flat blocks to zero: the median alone would see no noise.
        return ((robust * robust + square) / 2).squareRoot()
    }

    /// A coarser scale sees the low frequencies of the finer one; much more noise than there would be structure.
    private func bounded(_ own: [[Float]], by finer: [[Float]]) -> [[Float]] {
        zip(own, finer).map { own, finer in
            (0..<64).map { min(own[$0], 1.3225 * finer[$0 / 16 * 8 + $0 % 8 / 2]) }
        }
    }
}
