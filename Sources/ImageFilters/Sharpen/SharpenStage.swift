/// Sharpening of the first plane of a region.
struct SharpenStage: Sendable {
    private var coefficients: SharpenCoefficients
    private let kernels: KernelTable

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

    /// Floats of scratch memory for regions of this width.
    func scratchCount(width: Int) -> Int {
        SharpenCoefficients.scratchBytes(width: width) / MemoryLayout<Float>.stride + 16
    }

    /// Sharpens the first plane of the part of `region` that `tile` covers; the result lies at the same place of
    /// `target`, whose layout is the region's.
    func apply(_ region: FloatRegion, tile: Tile, to target: FloatRegion, scratch: UnsafeMutablePointer<Float>) {
        let row = tile.y - region.y
        let column = tile.x - region.x
        // SAFETY: the region reaches farther out of the tile than the halo, and the two do not overlap.
        unsafe coefficients.apply(
            kernels, source: region.pointer(plane: 0, row: row, column: column), sourceStride: region.rowStride,
            output: target.pointer(plane: 0, row: row, column: column), outputStride: target.rowStride,
            width: tile.width, height: tile.height, scratch: scratch)
    }
}
