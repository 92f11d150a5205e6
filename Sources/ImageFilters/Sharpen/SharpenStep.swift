/// Sharpening of the first plane of a region: see `sharpenTile`.
struct SharpenStep: RegionStep {
    private var coefficients: SharpenCoefficients
    private let kernels: KernelTable

    var halo: Int { SharpenCoefficients.halo }
    var lattice: RegionMargin { .both(1) }
    var lookBack: Int { halo }
    var output: StepOutput { .firstPlane }

    /// - Parameters:
    ///   - residualNoise: deviation of the noise left in luma, 8-bit scale.
    ///   - lumaScale: what the plane's samples are multiplied with to be luma.
    init(_ sharpener: Sharpener, residualNoise: Float, lumaScale: Float, kernels: KernelTable) {
        coefficients = sharpener.coefficients(residualNoise: residualNoise)
        // Thresholds into the plane's units; all else is relative.
        coefficients.gateStart /= lumaScale
        coefficients.gateSlope *= lumaScale
        self.kernels = kernels
    }

    func scratchBytes(width: Int, planeCount: Int) -> Int { kernels.sharpenScratchBytes(width) }

    func advance(
        _ row: inout Int, available: Int, of regions: StepRegions, scratch: UnsafeMutableRawPointer
    ) -> Int {
        let (source, target) = (regions.source, regions.target)
        let start = max(row, halo)
        let end = available - halo
        guard end > start else { return row }
        // SAFETY: the two regions have one layout and do not overlap; a halo is left out on all sides.
        unsafe coefficients.apply(
            kernels, source: source.pointer(plane: 0, row: start, column: halo), sourceStride: source.rowStride,
            output: target.pointer(plane: 0, row: start, column: halo), outputStride: target.rowStride,
            width: source.width - 2 * halo, height: end - start, scratch: scratch)
        row = end
        return row
    }
}
