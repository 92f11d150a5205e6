/// Estimates the noise of a group of planes from their quietest blocks.
///
/// In blocks without structure a DCT coefficient holds noise alone, so that the median of its magnitude there is
/// 0.6745 noise deviations (Ponomarenko et al. 2007; Colom, Buades 2013 for a deviation per frequency).
struct NoiseEstimator<Element: KernelSample> {
    let loader: RegionLoader<Element>
    /// Of the group's planes.
    let hidden: HiddenColour?
    let lumaScale: Float
    /// Whether noise may depend on intensity (not so for chroma, whose mean says nothing about light).
    let followsIntensity: Bool

    /// Whether the planes are chroma that was subsampled.
    let isReducedChroma: Bool

    /// Resolutions that are looked at: full and half. A third gains less than 0.01 dB.
    static var scales: Int { 2 }
    /// Smaller planes have no estimate.
    private static var smallestSide: Int { 16 }
    /// Reduced planes with a smaller side are not looked at.
    static var smallestReducedSide: Int { 48 }

    /// `nil` when the planes are too small to tell.
    func estimate() -> GroupNoise? {
        let full = BlockSampler(loader, hidden: hidden, scale: 0)
        let size = loader.size(scale: 0)
        guard min(size.width, size.height) >= NoiseEstimator.smallestSide, full.count >= 16 else { return nil }
        let look = BlockSummary(full, excludesClipped: followsIntensity)
        let law =
            followsIntensity
            ? IntensityLaw(
                means: look.means.map { luma($0, scale: 0) }, activities: look.activities, energies: look.energies)
            : .constant
        let finest = profile(full, look, law: law, scale: 0)
        // Graphics of two colours, or more noise than any photograph has.
        let isNoise = look.clippedShare <= 0.95 && finest.allSatisfy { $0.reduce(0, +) / 64 <= 64 * 64 }
        guard isNoise else { return nil }
        var noise = GroupNoise(variances: [finest], law: law, quietShare: 0)
        let floor = finest.reduce(0) { sum, plane in FrequencyBands.low.reduce(sum) { $0 + plane[$1] } }
        if floor > 0 {
            let quiet = zip(look.activities, look.means).count { activity, mean in
                activity / law.factor(at: luma(mean, scale: 0)) < 3 * floor
            }
            noise.quietShare = Float(quiet) / Float(look.activities.count)
        }
        for scale in 1..<NoiseEstimator.scales {
            let size = loader.size(scale: scale)
            guard min(size.width, size.height) >= NoiseEstimator.smallestReducedSide else { break }
            let sampler = BlockSampler(loader, hidden: hidden, scale: scale)
            let own = profile(sampler, BlockSummary(sampler, excludesClipped: false), law: law, scale: scale)
            noise.variances.append(bounded(own, by: noise.variances[scale - 1]))
        }
        return noise
    }

    private func luma(_ mean: Float, scale: Int) -> Float {
        min(max(mean * lumaScale / Float(1 << scale), 0), 255)
    }

    /// Noise variance per plane and frequency.
    private func profile(_ sampler: BlockSampler<Element>, _ look: BlockSummary, law: IntensityLaw, scale: Int)
        -> [[Float]]
    {
        let factors = look.means.map { law.factor(at: luma($0, scale: scale)) }
        let activities = zip(look.activities, factors).map { $0 / $1 }
        let quiet = Quantiles.indicesOfSmallest(max(64, activities.count * 5 / 100), of: activities)
        var magnitudes = [[Float]](repeating: [], count: sampler.planeCount * 64)
        var next = 0
        sampler.forEachRow(of: quiet.map { look.blocks[$0] }) { blocks, spectra, _ in
            let scales = quiet[next..<next + blocks.count].map { 1 / factors[$0].squareRoot() }
            next += blocks.count
            for index in magnitudes.indices {
                let coefficients = unsafe spectra.coefficients(plane: index / 64, frequency: index % 64)
                for block in blocks.indices {
                    magnitudes[index].append(unsafe abs(coefficients[block]) * scales[block])
                }
            }
        }
        return (0..<sampler.planeCount).map { plane in
            NoiseSpectrum.smoothed((0..<64).map { deviation(of: &magnitudes[plane * 64 + $0]) })
        }
    }

    /// The standard deviation of coefficients, from their magnitudes.
    private func deviation(of magnitudes: inout [Float]) -> Float {
        let robust = Quantiles.median(of: &magnitudes) / 0.6745
        guard isReducedChroma else { return robust }
        // JPEG sets most chroma coefficients of flat blocks to zero: the median alone would see no noise.
        let square = magnitudes.reduce(0) { $0 + $1 * $1 } / Float(magnitudes.count)
        return ((robust * robust + square) / 2).squareRoot()
    }

    /// A coarser scale sees the low frequencies of the finer one; much more noise than there would be structure.
    private func bounded(_ own: [[Float]], by finer: [[Float]]) -> [[Float]] {
        zip(own, finer).map { own, finer in
            (0..<64).map { min(own[$0], 1.3225 * finer[$0 / 16 * 8 + $0 % 8 / 2]) }
        }
    }
}
